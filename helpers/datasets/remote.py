"""Reading a large file on a web server in parts, without fetching the whole of it."""

import io

from . import store


class RemoteFile(io.RawIOBase):
    """A file on a web server that is read in parts, by HTTP ranges; each part is tried again when it fails."""

    def __init__(self, address: str):
        import requests

        self.session, self.address, self.position = requests.Session(), address, 0
        answer = self._get(0, 0)
        self.size = int(answer.headers["Content-Range"].rsplit("/", 1)[-1])

    def _get(self, first: int, last: int):
        import requests

        for attempt in range(store.RETRIES + 1):
            try:
                headers = {"Range": f"bytes={first}-{last}", "Accept-Encoding": "identity"}
                answer = self.session.get(self.address, headers=headers, timeout=30, stream=True)
                answer.raise_for_status()
                if answer.status_code != 206:
                    answer.close()
                    raise ValueError("the server does not serve parts of a file")
                if len(answer.content) != last - first + 1:
                    raise requests.exceptions.ConnectionError("the answer was cut short")
                return answer
            except requests.exceptions.RequestException:
                if attempt == store.RETRIES:
                    raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.position = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        return self.position

    def tell(self) -> int:
        return self.position

    def readinto(self, buffer) -> int:
        last = min(self.position + len(buffer), self.size) - 1
        if last < self.position:
            return 0
        content = self._get(self.position, last).content
        buffer[: len(content)] = content
        self.position += len(content)
        return len(content)

    def close(self) -> None:
        self.session.close()
        super().close()
