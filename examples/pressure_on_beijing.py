"""US-China pressure from Python: what happens, what could be agreed on, what commitment is worth.

    python examples/pressure_on_beijing.py
"""

import gametheory_dprk as gt

game = gt.load("us_china_pressure")
us, china = range(2)

# All equilibria of the game as it stands: one, and nothing to choose from.
solution = gt.solve(game)
print(solution)

# Why: step by step, what no player would do whatever the other does.
trace = gt.solve(game, "dominance")
for item in trace.deletions:
    player, names = trace.game.players[item.player], trace.game.strategies[item.player]
    better = " + ".join(name for name, share in zip(names, item.dominator, strict=True) if share)
    print(f"round {item.round}: {player} does not play {names[item.strategy]}, since {better} pays more")

# Signals that both see would not help: every correlated equilibrium pays the same.
bounds = gt.solve(game, "correlated")
print("sum of payoffs in correlated equilibria:", sorted({str(item.value) for item in bounds.extremes if item.objective < 0}))

# What the essay's "carefully calibrated pressure" needs: a United States that can commit to it.
commitment = next(item for item in gt.solve(game, "stackelberg").commitments if item.leader == us)
form = solution.game
print("a committed United States plays", dict(zip(form.strategies[us], map(str, commitment.profile[us]), strict=True)))
print("which is worth", commitment.payoffs[us] - solution.equilibria[0].payoffs[us], "to it")

# At the lower edge of the window of pressure, pl = Ap/(s - rp), China is indifferent: the equilibria are a set.
edge = gt.solve(game, values={"pl": 2})
print(repr(edge))
(component,) = edge.components
for mix in component.subsets[0].strategies[china]:
    print("China may play any mixture of", {name: str(share) for name, share in zip(form.strategies[china], mix, strict=True) if share})
