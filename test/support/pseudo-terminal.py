"""Runs a command on its own pseudo-terminal. Prints the output of the terminal, and exits with the
exit code of the command, or with 124 after 120 s.

argv[1] is a JSON object: "command" and "env", and "answers", a list of [awaited text, typed text].
"""

import json
import os
import pty
import select
import sys
import time

request = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execve(request["command"][0], request["command"], request["env"])

shown = b""
looked = 0
answers = list(request["answers"])
until = time.monotonic() + 120
while True:
    if time.monotonic() > until:
        os.kill(pid, 9)
        sys.stdout.buffer.write(shown)
        sys.exit(124)
    if select.select([terminal], [], [], 0.1)[0]:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    while answers and answers[0][0].encode() in shown[looked:]:
        expected, typed = answers.pop(0)
        looked = shown.index(expected.encode(), looked) + len(expected.encode())
        os.write(terminal, typed.encode())

status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(shown)
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
