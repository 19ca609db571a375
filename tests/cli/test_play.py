"""``dprk play``: the conversation, its summary, and what ends it."""

import io
import subprocess
import sys

import pytest

from gametheory_dprk import playing
from gametheory_dprk.cli.main import main
from gametheory_dprk.play.entering import understood
from gametheory_dprk.play.words import knowledge

ODD = "game: 1\ntitle: Odd names\nplayers: [A, B]\ntable: |\n  A \\ B | q | h\n  q | 1, 1 | 0, 0\n  hold | 0, 0 | 2, 2\n"
SAME = """
  A: 1 if (A == h and B == h) or (A == t and B == t) else 0
  B: 1 if (B == h and C == h) or (B == t and C == t) else 0
  C: 0 if (C == h and A == h) or (C == t and A == t) else 1
"""
SILENT = "game: 1\nplayers: [A, B]\ntree: {A @a: {out: [1, 1], in: {B @b: {l: [0, 2], r: [0, 1]}}}}\n"


@pytest.fixture
def play(monkeypatch, capsys):
    """What a call prints with these lines as input, as one line a sentence: (exit code, output, errors)."""

    def run(arguments, lines="", width="400"):
        monkeypatch.setenv("COLUMNS", width)
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        code = main(["play", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_moves_by_name_beginning_and_number(play):
    code, out, err = play(["leaky_coal_ban", "--as", "China", "--seed", "3"], "leak\nenf\n2\n")
    assert (code, err) == (0, "")
    assert out.count("China leak:") == 2 and out.count("China enforce:") == 1
    assert "Round 4" in out and "After 3 rounds" in out
    assert "You are China (People's Republic of China). The program plays US as in the only Nash equilibrium." in out
    assert "Against US's 1/3 monitor + 2/3 trust, enforce and leak pay the same, 0" in out
    assert "China plays 3/4 enforce + 1/4 leak whatever g (gain from leaking unseen) and b (penalty when caught" in out


def test_the_parameters_of_one_player_leave_its_mixture_alone(play):
    for penalty in ("6", "600"):
        _, out, _ = play(["leaky_coal_ban", "--as", "China", "--seed", "3", "--set", f"b={penalty}"], "leak\n")
        assert "3/4 enforce + 1/4 leak" in out
    _, out, _ = play(["leaky_coal_ban", "--as", "US", "--seed", "3"], "trust\n")
    assert "US plays 1/3 monitor + 2/3 trust whatever c (" in out and "g (gain" not in out


def test_a_seed_gives_the_same_play_again(play):
    lines = "1\n2\n3\n" * 5
    first = play(["rock_paper_scissors", "--seed", "7"], lines)
    assert first == play(["rock_paper_scissors", "--seed", "7"], lines)
    assert len({play(["rock_paper_scissors", "--seed", str(seed)], lines)[1].split("Round 1")[1] for seed in range(1, 5)}) > 1
    _, out, _ = play(["rock_paper_scissors", "--rounds", "1"], "1\n")
    again = out.split("The same again: dprk play ")[1].partition("\n")[0].split()
    assert play(again, "1\n")[1] == out


def test_wrong_input_is_explained_and_asked_again(play):
    code, out, _ = play(["rock_paper_scissors", "--rounds", "1", "--seed", "1"], "\nlizard\n9\n?\nh\nhelp\nscissors\n")
    assert code == 0
    assert "Nothing was typed. Type a move" in out
    assert "There is no move `lizard`. The moves are 1 rock, 2 paper, 3 scissors." in out
    assert "There is no number 9: numbers go from 1 to 3." in out
    assert "No round was played yet." in out and out.count("Rock, paper, scissors with a prize on rock") == 3
    assert "After 1 round\n" in out


def test_history_shows_the_rounds_and_the_prediction(play):
    _, out, _ = play(["matching_pennies", "--seed", "1"], "heads\ntails\nh\nq\n")
    told = out.split("Round 3")[1]
    assert "  1  Even heads, Odd" in told and told.count("1 of 2 = 50%") >= 4


@pytest.mark.parametrize("lines", ["", "q\n", "quit\n", "1"], ids=["end of input", "q", "quit", "an unfinished line"])
def test_ends_with_code_0(play, lines):
    code, out, err = play(["matching_pennies", "--seed", "1"], lines)
    assert (code, err) == (0, "")
    assert ("No round was played." in out) is (lines != "1")


def test_moves_called_like_commands_are_moves(play, tmp_path):
    path = tmp_path / "odd.yaml"
    path.write_text(ODD, encoding="utf-8")
    _, out, _ = play([str(path), "--seed", "1", "--rounds", "2"], "q\nh\nhold\n")
    assert "A q, B" in out and "A hold, B" in out and "  1  A q, B" in out
    _, out, _ = play([str(path), "--seed", "1", "--rounds", "2", "--as", "B"], "h\nq\n")
    assert "B h:" in out and "B q:" in out


def test_what_is_hidden_stays_hidden(play):
    _, out, _ = play(["us_china_types", "--as", "US", "--seed", "1", "--rounds", "1"], "calibrated\n")
    assert "At @pressure: chance tired or status_quo (you cannot tell).\nUS: 1 low" in out
    _, out, _ = play(["us_china_types", "--as", "China", "--seed", "1", "--rounds", "1"], "shirk\n")
    assert "US calibrated.\nChina: 1 shirk" in out and "cannot tell)" not in out


@pytest.mark.parametrize("name", ["kuhn_poker", "us_china_types", "selten_horse", "cyber_hidden_capability"])
def test_what_is_told_of_an_information_set_is_the_same_at_all_its_nodes(name):
    found = playing.match(name)
    for slot, group in enumerate(found.form.information_sets):
        told = knowledge(found, slot)
        assert ("cannot tell" in told) is (len(group.nodes) > 1)
        for node in group.nodes:
            while node:
                assert found.form.steps[node] in told
                node = found.form.parent[node]


def test_the_best_plan_is_told_where_it_leads(play):
    _, out, _ = play(["centipede", "--seed", "1", "--as", "Bob", "--rounds", "1"], "take\n" * 9)
    assert "Bob (you)" not in out.split("How often")[1].split("Payoffs")[0]  # Ann took at once, and Bob never moved
    assert "Against what was played the best plan for all rounds would have paid you 1/10 = 0.1 on average." in out
    _, out, _ = play(["kuhn_poker", "--seed", "8", "--rounds", "20"], "1\n" * 99)
    assert "@jack_again" not in out.split("How often")[1].split("Payoffs")[0] and "fold at @jack_again" in out.split("the best plan")[1]


def test_several_things_that_cannot_be_told_are_said_once(play):
    _, out, _ = play(["jury", "--seed", "1", "--rounds", "1"], "convict\n")
    assert "chance guilty or innocent, chance good, chance bad or good, chance bad or good. Where it says `or`, you cannot tell.\n" in out


def test_a_round_without_a_choice_waits(play, tmp_path):
    path = tmp_path / "silent.yaml"
    path.write_text(SILENT, encoding="utf-8")
    code, out, _ = play([str(path), "--as", "B", "--seed", "1"], "\n\nq\n")
    assert code == 0 and out.count("You had no move to make. Enter plays on, q ends:") == 3
    code, out, _ = play([str(path), "--as", "B", "--seed", "1", "--rounds", "4"])
    assert code == 0 and "You had no move" not in out and "After 4 rounds" in out


def test_an_equilibrium_may_be_chosen(play):
    for number, move in (("1", "straight"), ("2", "swerve")):
        _, out, _ = play(["chicken", "--seed", "1", "--rounds", "3", "--equilibrium", number], "swerve\n" * 3)
        assert f"Nash equilibrium {number} of 3" in out and out.count(f"Bob {move}:") == 3


def test_a_learner_is_told_of(play):
    _, out, _ = play(["rock_paper_scissors", "--against", "learner", "--seed", "1"], "rock\n" * 9)
    assert "best replies to how often each move was made" in out
    assert "By now the program expects 5/6 rock + 1/12 paper + 1/12 scissors of you, so that Bob would play paper next." in out
    assert "the best choice for all rounds is scissors" in out


def test_choices_and_luck_are_told_apart(play):
    _, out, _ = play(["cyber_use_or_lose", "--seed", "5"], "none\nlimited\n")
    # none is worth -13, limited -39/8
    assert "your moves are worth -143/16 ~ -8.938 on average, and the best plan -39/8 = -4.875: 65/16 ~ 4.062 is what your choices cost" in out
    assert "1 of your 2 moves is never made in this equilibrium: none at @support." in out
    _, out, _ = play(["cyber_use_or_lose", "--seed", "5"], "limited\n" * 3)
    assert "your moves are worth -39/8 = -4.875 on average, and no plan is worth more: the rest was luck." in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["airport"], 3, "a coalitional game cannot be played"),
        (["us_china_linkage"], 3, "a bargaining problem cannot be played"),
        (["rubinstein"], 3, "a choice from a whole interval cannot be played"),
        (["thaad_attrition"], 3, "a war of attrition cannot be played"),
        (["chicken", "--as", "Zoe"], 2, "no player is called `Zoe`"),
        (["chicken", "--against", "nobody"], 2, "nobody is called `nobody`"),
        (["chicken", "--equilibrium", "4"], 2, "there is no equilibrium 4"),
        (["chicken", "--equilibrium", "0"], 2, "there is no equilibrium 0"),
        (["chicken", "--rounds", "-1"], 2, "`--rounds` must be at least 1"),
        (["chicken", "--seed", "-1"], 2, "`--seed` must be"),
        (["-"], 2, "cannot both come from standard input"),
        (["no_such_game"], 2, "no game `no_such_game`"),
        (["chicken", "--set", "zzz=1"], 2, "has no parameter `zzz`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_refusals(play, arguments, code, said):
    found, out, err = play(arguments)
    assert (found, out) == (code, "") and said in err


def test_a_game_without_a_known_equilibrium_is_played_by_a_learner(play, tmp_path):
    path = tmp_path / "three.yaml"
    table = "game: 1\nplayers: [A, B, C]\nstrategies: {A: [h, t], B: [h, t], C: [h, t]}\npayoffs:"
    path.write_text(table + SAME, encoding="utf-8")
    code, _, err = play([str(path)])
    assert code == 3 and "there is no equilibrium to play" in err and "--against learner" in err
    code, out, _ = play([str(path), "--against", "learner", "--seed", "1"], "t\nt\n")
    assert code == 0 and "in equilibrium" not in out and "After 2 rounds" in out


def test_a_closed_terminal_of_ascii_letters():
    done = subprocess.run(
        [sys.executable, "-m", "gametheory_dprk", "play", "cyber_use_or_lose", "--seed", "2"], input="limited\n", capture_output=True,
        encoding="ascii", env={"PYTHONIOENCODING": "ascii", "COLUMNS": "80", "PATH": "", "PYTHONPATH": ":".join(sys.path)}, timeout=60,
    )
    assert done.returncode == 0 and done.stderr == "" and "?" not in done.stdout.split("Round 1")[1].split("\n", 2)[2]
    assert max(map(len, done.stdout.split("\n"))) <= 80


def test_ctrl_c_is_130(monkeypatch, capsys):
    def interrupted(prompt, names):
        raise KeyboardInterrupt

    monkeypatch.setattr("gametheory_dprk.cli.play._line", interrupted)
    assert main(["play", "chicken"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("leak", ["enforce", "leak"], 1), ("LE", ["enforce", "leak"], 1), (" 2 ", ["enforce", "leak"], 1), ("2", ["3", "2"], 1), ("1", ["2", "3"], "There is no move `1`."), ("1", ["2", "10"], 1),
        ("hold", ["hold", "hold on"], 0), ("ho", ["hold", "hold on"], "`ho` may be hold or hold on."), ("A", ["a", "A"], 1),
        ("0", ["x"], "There is no number 0: numbers go from 1 to 1."), ("9" * 5000, ["x"], None), ("²", ["x"], "There is no move `²`."),
    ],
    ids=lambda value: value[:10] if isinstance(value, str) else None,
)
def test_what_is_understood(text, names, found):
    answer = understood(text, names)
    assert answer == found if found is not None else isinstance(answer, str)
