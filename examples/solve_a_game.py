"""From Python: load a game, change a parameter, read the equilibria."""

import gametheory_dprk as gt

game = gt.load("cyber_preemption")
for effectiveness in ("1/2", "4/5", "9/10"):
    solution = gt.solve(game, values={"e": effectiveness})
    print(f"e = {effectiveness}: {solution.count} equilibria, {solution.completeness}")
    for equilibrium in solution.equilibria:
        us, dprk = equilibrium.profile
        print(f"  US disables with probability {us[1]}, DPRK launches with probability {dprk[1]}")

pennies = gt.StrategicGame.from_arrays([[1, -1], [-1, 1]])
print("value of matching pennies:", gt.solve(pennies).value)
