"""A network cable between a browser and a server that a test can pull: nothing is refused, nothing gets through."""

import socket
import threading
from contextlib import suppress
from types import TracebackType

PIECE = 65536
PATIENCE_S = 0.1


class Wire:
    """Listens on a port of its own and passes bytes on, both ways, while it is whole."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.whole = threading.Event()
        self.whole.set()
        self.ended = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE_S)
        self.sockets: list[socket.socket] = []
        self.threads = [threading.Thread(target=self.accept)]
        self.threads[0].start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def cut(self) -> None:
        self.whole.clear()

    def mend(self) -> None:
        """The connections of before are dead: their other ends have long given up."""
        for one in self.sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.whole.set()

    def accept(self) -> None:
        while not self.ended:
            try:
                near, _ = self.listener.accept()
            except TimeoutError:
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                near.close()
                continue
            self.sockets += [near, far]
            for pair in ((near, far), (far, near)):
                thread = threading.Thread(target=self.carry, args=pair)
                thread.start()
                self.threads.append(thread)

    def carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                while not self.whole.wait(PATIENCE_S):
                    if self.ended:
                        return
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.ended = True
        self.mend()
        for thread in self.threads:
            thread.join()
        for one in [*self.sockets, self.listener]:
            one.close()
