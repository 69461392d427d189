"""The scheduler process: every job at its interval while this process leads, and a clean end on SIGTERM."""

import logging
import os
import signal
import threading
import time
from types import FrameType
from typing import Any, Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from marketplace.kernel import clock
from marketplace.kernel.logs import get_log
from marketplace.scheduler.job import Job, run_job
from marketplace.scheduler.leadership import RENEW_SECONDS, Leadership, new_owner
from marketplace.scheduler.table import JOBS

THREADS: Final = 4
PATIENCE_SECONDS: Final = 1.0
IDLE_SECONDS: Final = 60.0
_log = get_log("scheduler")


class SchedulerProcess:
    """Runs until it is told to stop; several may run, one of them leads."""

    def __init__(self, app: Flask) -> None:
        self.app, self.leader = app, Leadership(new_owner())
        self.stopping = threading.Event()
        self.running = {job.name: threading.Lock() for job in JOBS}
        self.noted: dict[str, float] = {}
        self.timer = self._timer()

    def run(self) -> None:
        """Lead or wait to lead; SIGTERM and SIGINT end it within two seconds."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._renew()
        _log.info("scheduler_started", owner=self.leader.owner, leads=self.leader.epoch is not None)
        self.timer.start()
        self.stopping.wait()
        self._end()

    def _timer(self) -> BackgroundScheduler:
        # In the background, so that a signal finds the main thread waiting and not inside the library.
        timer = BackgroundScheduler(
            timezone=clock.UTC, daemon=True,
            # Renewing has a thread of its own: slow payouts must not cost the lease.
            executors={"default": ThreadPoolExecutor(THREADS), "lease": ThreadPoolExecutor(1)},
            # However long it was down or busy, a job catches up once.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        timer.add_job(self._renew, "interval", seconds=RENEW_SECONDS, executor="lease", id="lease")
        for job in JOBS:
            timer.add_job(self._run, args=[job], id=f"{job.name} at the start")
            timer.add_job(self._run, "interval", [job], seconds=job.seconds, id=job.name)
        return timer

    def _renew(self) -> None:
        with self.app.app_context():
            self.leader.renew()

    def _run(self, job: Job) -> None:
        running = self.running[job.name]
        if self.leader.epoch is None or self.stopping.is_set() or not running.acquire(blocking=False):
            return
        try:
            with self.app.app_context():
                outcome = run_job(job, may_go_on=self._may_go_on, keep_idle=self._is_quiet_for_long(job))
            if not outcome.is_idle:
                _log.info("job_ran", job=job.name, done=outcome.done, failed=outcome.failed)
        finally:
            running.release()

    def _may_go_on(self) -> bool:
        return not self.stopping.is_set() and self.leader.leads()

    def _is_quiet_for_long(self, job: Job) -> bool:
        """Whether a run that finds nothing is worth writing down: once a minute shows that the job is alive."""
        present = time.monotonic()
        if present - self.noted.get(job.name, -IDLE_SECONDS) < IDLE_SECONDS:
            return False
        self.noted[job.name] = present
        return True

    def _busy(self) -> list[str]:
        return [name for name, running in self.running.items() if running.locked()]

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _end(self) -> None:
        self.timer.shutdown(wait=False)
        limit = time.monotonic() + PATIENCE_SECONDS
        while self._busy() and time.monotonic() < limit:
            time.sleep(0.02)
        interrupted = self._busy()
        with self.app.app_context():
            self.leader.step_down()
        _log.info("scheduler_stopped", owner=self.leader.owner, interrupted=interrupted)
        logging.shutdown()
        # A call that hangs would keep the process until it answers; every verb can stand being cut off.
        os._exit(0)


def run_scheduler(app: Any) -> None:
    """Run the jobs in this process until a signal."""
    SchedulerProcess(app).run()
