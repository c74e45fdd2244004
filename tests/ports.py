"""Free ports for the servers that tests start."""

import random
import socket

# Below those that the system gives to outgoing connections, of which a test may make thousands between two starts.
LOWEST, HIGHEST = 15_000, 32_000


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, and that no connection will be given."""
    while True:
        port = random.randrange(LOWEST, HIGHEST)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
