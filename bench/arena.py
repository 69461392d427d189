"""One engine with one size of queue: a copy of the same database for each contender, and a server on each."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any

from sqlalchemy import NullPool, create_engine, text

from bench.databases import Engine
from bench.journeys import Scene
from bench.load import BenchError
from bench.places import PASSWORD, ROOT, Workplace
from bench.servers import OURS, REFERENCE, Server, threads_for
from bench.wire import HOST

REVIEWERS = 4
CONTENDERS = {"ours": OURS, "same": REFERENCE, "thin": REFERENCE}


def stage(place: Workplace, url: str, *words: str, given: Any = None) -> Any:
    """Let `bench.stage` do one step on a database, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.stage", *words], cwd=ROOT, env=place.environment(url), text=True, capture_output=True,
                          input=json.dumps(given), check=False)
    if done.returncode:
        raise BenchError(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def ask(url: str, question: str) -> list[Any]:
    """The rows of one query, on a connection of its own."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return list(connection.execute(text(question)).all())


class Arena:
    """Contenders on equal databases: `scenes`, `urls` and `servers` by name. `filled` is what `bench.stage` fills them with."""

    def __init__(self, engine: Engine, place: Workplace, cast: dict[str, Any], filled: tuple[str, ...],
                 names: Sequence[str] = tuple(CONTENDERS)) -> None:
        self.engine, self.place, self.size = engine, place, int(filled[1])
        source = "_".join(filled)
        url = engine.copy("people", source)
        batch = stage(place, url, *filled, given=cast)
        first = ask(url, "SELECT min(id) FROM tasks")[0][0]
        self.urls = {name: engine.copy(source, f"{source}_{name}") for name in names}
        self.scenes = {name: Scene(cast, batch["batch_id"], first) for name in names}
        self.servers: dict[str, Server] = {}
        try:
            for name in names:
                self.servers[name] = self.serve(name)
        except BenchError:
            self.close()
            raise

    def serve(self, name: str, kind: str = "granian") -> Server:
        """A server for one contender, as production starts it."""
        return Server(CONTENDERS[name], self.place.environment(self.urls[name]), self.place.log(f"{self.engine.name}-{self.size}-{name}-{kind}"),
                      workers=2, threads=threads_for(self.engine.name), kind=kind)

    def waiting(self, name: str) -> list[int]:
        """The submissions that wait for a review."""
        return [row[0] for row in ask(self.urls[name], "SELECT id FROM submissions WHERE state = 'under_review' ORDER BY review_due_at, id")]

    def sign_in(self, email: str) -> str:
        """The cookie of a browser that signed in at our own server."""
        connection = HTTPConnection("127.0.0.1", self.servers["ours"].port, timeout=30)
        connection.request("GET", "/sign-in", headers={"Host": HOST})
        page = connection.getresponse()
        found = re.search(r'name="csrf-token" content="([^"]+)"', page.read().decode())
        token, cookie = found[1] if found else "", page.headers["Set-Cookie"].partition(";")[0]
        form = f"csrf_token={token}&email={email}&password={PASSWORD.replace(' ', '+')}"
        connection.request("POST", "/sign-in", form, {"Host": HOST, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        if answer.status != 303:
            raise BenchError(f"{email} could not sign in: {answer.status}")
        return str(answer.headers["Set-Cookie"].partition(";")[0])

    def close(self) -> None:
        """End the servers; the databases go with the run."""
        for server in self.servers.values():
            server.stop()
