"""Listens to UDP datagrams, as a process: `… INTERFACE_ADDRESS GROUP:PORT…` prints one JSON line a datagram.

It goes on until it is ended.  A line is [group:port, the kernel's time of arrival in seconds, the datagram in hex].
"""

import json
import selectors
import socket
import struct
import sys

SO_TIMESTAMPNS = 35  # socket(7)


def ear(interface: str, group: str, port: int) -> socket.socket:
    """Join a group, or listen on an address of our own."""
    made = socket.socket(socket.AF_INET6 if ":" in group else socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    made.bind((group, port))
    if ":" in group:
        index = next(index for index, name in socket.if_nameindex() if name != "lo")
        request = socket.inet_pton(socket.AF_INET6, group) + struct.pack("@I", index)
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, request)
    elif group != interface:
        made.setsockopt(
            socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton(interface)
        )
    return made


def listen(interface: str, names: list[str]) -> None:
    """Print what comes."""
    with selectors.DefaultSelector() as selector:
        for name in names:
            group, _, port = name.rpartition(":")
            selector.register(ear(interface, group.strip("[]"), int(port)), selectors.EVENT_READ, name)
        print("ready", flush=True)  # noqa: T201
        while True:
            for key, _ in selector.select():
                assert isinstance(key.fileobj, socket.socket)
                data, (told, *_), _, _ = key.fileobj.recvmsg(2048, 64)
                whole, nanoseconds = struct.unpack("qq", told[2])
                print(json.dumps([key.data, whole + nanoseconds / 1e9, data.hex()]), flush=True)  # noqa: T201


if __name__ == "__main__":
    listen(sys.argv[1], sys.argv[2:])
