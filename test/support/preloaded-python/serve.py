"""Runs a Python program in a fork of this process, which has loaded the program's modules already.

Keeps nothing between two calls: each fork gets the arguments, environment, folder, umask and
streams of its caller. Ends when its socket is removed, or after a minute without a call.

Arguments: the path of the socket, the program, and the modules. Standard input is the socket.
"""

import importlib
import marshal
import os
import runpy
import select
import signal
import socket
import sys
import time
import traceback

path, program, *modules = sys.argv[1:]
# The number of the descriptor in HOME (see preloaded-aws.ts).
home = int(os.environ["HOME"].rsplit("/", 1)[1])


def serve():
    listener = socket.socket(fileno=0)
    added = load_modules()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    idle = 0
    while idle < 60 and os.path.exists(path):
        if not select.select([listener], [], [], 1)[0]:
            idle += 1
            continue
        idle = 0
        connection, _address = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            answer(connection, added)
        connection.close()


def load_modules():
    """Returns the environment variables that the modules add, such as the path of AWS's data."""
    before = dict(os.environb)
    for name in modules:
        importlib.import_module(name)
    return {name: value for name, value in os.environb.items() if before.get(name) != value}


def answer(connection, added):
    size, ancillary, _flags, _address = connection.recvmsg(4, socket.CMSG_SPACE(12))
    rights = ancillary[0][2]
    for stream in (0, 1, 2):
        fd = int.from_bytes(rights[4 * stream : 4 * stream + 4], sys.byteorder)
        os.dup2(fd, stream)
        os.close(fd)
    left = int.from_bytes(size, "big")
    request = b""
    while left > len(request):
        request += connection.recv(left - len(request))
    arguments, environment, folder, mask = marshal.loads(request)
    code = run(arguments, {**environment, **added}, folder, mask)
    connection.sendall(bytes([code & 255]))
    os._exit(0)


def run(arguments, environment, folder, mask):
    if b"HOME" in environment and os.path.isdir(environment[b"HOME"]):
        os.dup2(os.open(environment[b"HOME"], os.O_RDONLY), home)
    os.environb.clear()
    os.environb.update(environment)
    os.chdir(folder)
    os.umask(mask)
    time.tzset()
    sys.argv = [program, *arguments]
    sys.path[0] = os.path.dirname(program)
    code = 0
    try:
        runpy.run_path(program, run_name="__main__")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120
    return code


serve()
