"""The page for a class: a game with sliders for its parameters, in a browser on this machine or in one file.

    sliders.py      a game as the page needs to know it: parameters with exact stops, which two a map is drawn over
    answers.py      jobs: the picture and the answer at some values, the explanation, the claims, the map, the library
    worker.py       a process that does jobs, one after the other
    desk.py         gives jobs to workers: deadlines, and jobs that nobody waits for any more
    server.py       HTTP on 127.0.0.1
    static_file.py  the page as one file, which needs no server
    exact_data.py   regions and formulas as plain data, which the file evaluates itself
    assets/         HTML, style and scripts as they are sent

The server solves nothing itself: what may hang or fail runs in a worker, which can be ended.
"""
