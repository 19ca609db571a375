"""The server: what it answers to whom, with which headers, and what it says to bad requests."""

import http.client
import json
import re
import socket
import threading

import pytest

from gametheory_dprk import library
from gametheory_dprk.page.server import ASSETS, PageServer

GAMES = ["battle_of_the_sexes", "cyber_preemption", "us_china_linkage"]


@pytest.fixture(scope="module")
def server():
    made = PageServer([{"id": name, "path": library.find(name)} for name in GAMES], deadline=30)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def get(server):
    def get(path, method="GET", headers=None, whole=False):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        connection.request(method, path if whole else f"/{server.token}/{path}", headers=headers or {})
        reply = connection.getresponse()
        reply.body = reply.read()
        connection.close()
        return reply

    return get


def data(reply):
    return json.loads(reply.body)


def test_it_listens_on_this_machine_alone(server):
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 32
    assert server.address == f"http://127.0.0.1:{server.server_port}/{server.token}/"


@pytest.mark.parametrize("path", ["/", "/wrong/", "/wrong/do/answer/cyber_preemption", "/favicon.ico", "//", "/%00/"])
def test_without_the_token_there_is_nothing(get, path):
    reply = get(path, whole=True)
    assert reply.status == 404
    assert b"cyber" not in reply.body.replace(path.encode(), b"")


def test_a_token_that_is_no_ascii_is_wrong_too(server):
    with socket.create_connection(("127.0.0.1", server.server_port)) as line:
        line.sendall(f"GET /tok\u00e9n/ HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\nConnection: close\r\n\r\n".encode())
        assert line.makefile("rb").readline().split()[1] == b"404"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""])
def test_another_host_is_refused(get, host):
    reply = get("", headers={"Host": host})
    assert reply.status == 403
    assert b"alone" in reply.body


def test_localhost_is_this_machine(get, server):
    assert get("", headers={"Host": f"localhost:{server.server_port}"}).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(get, method):
    reply = get("", method)
    assert reply.status == 405
    assert reply.headers["Allow"] == "GET, HEAD"
    assert "nothing can be changed" in data(reply)["message"]


def test_an_unknown_method_is_told_in_our_words(get):
    reply = get("", "BREW")
    assert reply.status == 501
    assert data(reply)["help"]


def test_head_has_headers_alone(get):
    reply = get("", "HEAD")
    assert reply.status == 200
    assert int(reply.headers["Content-Length"]) > 100
    assert reply.body == b""


@pytest.mark.parametrize("path", ["", "game/cyber_preemption", "page.css", "do/answer/cyber_preemption", "nothing", "do/answer/nothing"])
def test_every_answer_has_the_policy(get, path):
    reply = get(path)
    policy = reply.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in reply.headers


@pytest.mark.parametrize("name", ASSETS)
def test_assets_are_served(get, name):
    reply = get(name)
    assert reply.status == 200
    assert len(reply.body) > 100


@pytest.mark.parametrize("path", ["", "game/cyber_preemption"])
def test_documents_refer_to_nothing_elsewhere_and_hold_no_script(get, path):
    text = get(path).body.decode()
    assert "http:" not in text
    assert "https:" not in text
    assert re.findall(r"<script(?![^>]*(src=|application/json))", text) == []
    assert "style=" not in text
    assert '<html lang="en">' in text


def test_the_first_page_has_the_games(get):
    text = get("").body.decode()
    assert all(name in text for name in GAMES)


def test_an_answer_at_other_values(get):
    here = data(get("do/answer/battle_of_the_sexes"))["changed"]
    there = data(get("do/answer/battle_of_the_sexes?set=a%3D7/2&set=b=0.5"))["changed"]
    assert "7/2" in there["picture"]
    assert "7/2" not in here["picture"]
    assert "<svg" in there["picture"]
    assert "<style" not in there["picture"]
    assert "style=" not in there["picture"] + there["answer"]
    assert "complete" in there["answer"]


def test_what_has_not_changed_is_not_sent_again(get):
    first = data(get("do/answer/cyber_preemption"))
    assert set(first["changed"]) == {"picture", "summary", "answer"}
    again = data(get(f"do/answer/cyber_preemption?have={','.join(first['tags'])}"))
    assert again["changed"] == {}
    moved = data(get(f"do/answer/cyber_preemption?set=e=3/4&have={','.join(first['tags'])}"))
    assert "picture" in moved["changed"]


BAD = {
    "set=e": "NAME=VALUE",
    "set==1": "NAME=VALUE",
    "set=e=": "NAME=VALUE",
    "set=e=2": "outside its range",
    "set=e=x": "no exact number",
    "set=e=1/0": "division by zero",
    "set=e=__import__('os')": "no exact number",
    "set=zz=1": "no parameter `zz`",
    "set=e=1&set=e=1": "set twice",
    "more=1": "means nothing here",
    "set": "cannot be read",
    "set=e=%ff": "cannot be read",
    "have=x": "cannot be read",
    "asker=" + "a" * 33: "cannot be read",
    "asker=a&asker=b": "cannot be read",
    "set=e=" + "9" * 9000: "longer than",
}


@pytest.mark.parametrize("query", BAD, ids=lambda query: query[:30])
def test_a_bad_request_gets_a_sentence(get, query):
    reply = get(f"do/answer/cyber_preemption?{query}")
    assert reply.status == 400
    assert BAD[query] in data(reply)["message"]
    assert data(reply)["help"]


def test_values_against_an_assumption_are_told(get):
    reply = get("do/answer/us_china_linkage?set=v=1")
    assert reply.status == 400
    assert "assumption" in data(reply)["message"]


@pytest.mark.parametrize("path", ["do/answer/nothing", "do/nothing/cyber_preemption", "game/nothing", "game/..%2f..%2fetc", "do/answer", "game/a/b"])
def test_what_is_not_there_is_404(get, path):
    assert get(path).status == 404


def test_many_may_ask_at_once(get):
    found = []
    threads = [threading.Thread(target=lambda: found.append(get("game/cyber_preemption").status)) for _ in range(6)]
    threads += [threading.Thread(target=lambda: found.append(get("do/answer/cyber_preemption").status)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 12


def test_the_map_says_where_values_are(get):
    found = data(get("do/map/cyber_preemption?over=e,L"))["changed"]
    across, up = found["plane"]
    assert (across["name"], across["low"], across["high"]) == ("e", "0", "1")
    assert across["from"] == up["from"]
    assert up["to"][1] < up["from"][1]
    assert get("do/map/cyber_preemption?over=e,L,W").status == 400
    assert get("do/map/cyber_preemption").status == 400
    assert get("do/map/cyber_preemption?over=zz").status == 400


def test_claims_here_and_everywhere(get):
    here = data(get("do/claims/battle_of_the_sexes"))["changed"]["claims"]
    everywhere = data(get("do/claims/battle_of_the_sexes?everywhere=1"))["changed"]["claims"]
    places = [found["place"] for found in here + everywhere]
    assert len(places) == len(set(places))
    assert {found["verdict"] for found in here} <= {"holds", "fails", "unknown"}


def test_the_explanation_is_html_without_scripts(get):
    found = data(get("do/explanation/battle_of_the_sexes"))["changed"]["explanation"]
    assert "<h3>" in found
    assert "<script" not in found


def test_a_long_line_is_refused(server):
    with socket.create_connection(("127.0.0.1", server.server_port)) as line:
        line.sendall(b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n")
        assert line.makefile("rb").readline().split()[1] == b"414"


def test_no_text_of_a_file_becomes_html(tmp_path):
    file = tmp_path / "hostile.yaml"
    file.write_text(
        'game: 1\ntitle: "</script><script>alert(1)</script> {{data}}"\nabout: "<img src=x onerror=alert(1)>"\nplayers: {A: "<b>A</b>", B: B}\n'
        'table: |\n  A \\ B | x | y\n  a | 1, 1 | 0, 0\n  b | 0, 0 | 2, 2\nclaims:\n  - {name: "<i>n</i>", count: {nash: 3}}\n',
        encoding="utf-8",
    )
    made = PageServer([{"id": "hostile", "path": str(file)}], deadline=30)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", made.server_port, timeout=60)
        connection.request("GET", f"/{made.token}/")
        text = connection.getresponse().read().decode()
        connection.close()
    finally:
        made.shutdown()
        made.server_close()
        thread.join()
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "<b>A" not in text
    assert "{{data}} - dprk" in text
