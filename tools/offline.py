"""Run a command where there is no network but this computer's own: `python -m tools.offline make test`.

On Linux with user namespaces. Where the machine does not allow that, it says so and runs the command all the same.
"""

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

SET_FLAGS, UP = 0x8914, 0x1  # of Linux: ioctl SIOCSIFFLAGS, flag IFF_UP
UNSHARE = ["unshare", "--map-root-user", "--net"]


def possible() -> bool:
    """Whether this machine lets us make a namespace of our own."""
    return bool(shutil.which("unshare")) and not subprocess.run([*UNSHARE, "true"], capture_output=True).returncode


def loopback_up() -> None:
    """Inside a new namespace: let 127.0.0.1 answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP))


def networks() -> list[str]:
    """The names of the networks that this process can see."""
    return [name for _, name in socket.if_nameindex()]


def main() -> None:
    command = sys.argv[1:]
    if command[:1] == ["--inside"]:
        loopback_up()
        print(f"Without network: this process sees {', '.join(networks())} alone.", flush=True)
        os.execvp(command[1], command[1:])
    if possible():
        command = [*UNSHARE, sys.executable, "-m", "tools.offline", "--inside", *command]
    else:
        print("This machine allows no network namespace: the command runs with the network there is.", flush=True)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
