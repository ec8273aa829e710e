"""The parts of a run on several processes: in the same order, and the same, as on one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from holdfast.errors import WorkerError
from holdfast.load.discovery import Found
from holdfast.load.manifests import ManifestLoader
from holdfast.parts import Part, Work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PAYS_FROM = 200
"""So many manifests take longer on one core than it takes to start other processes."""

_MOST_AT_ONCE = 50
_AHEAD = 8
"""Answers, for each process, that may wait until their turn comes."""


def parts_of(work: Work, found: Sequence[Found], jobs: int | None) -> Iterator[Part]:
    """Yield the part of each manifest, in order, from as many processes as `jobs` says.

    None: as many as there are cores, where that pays. Where processes cannot be forked, on Windows,
    there is only this one. Raises WorkerError for a process that ends before its work is done.
    """
    wanted = jobs or (_cores() if len(found) >= PAYS_FROM else 1)
    count = min(wanted, len(found)) if hasattr(os, "fork") else 1
    if count <= 1:
        loader = work.loader()
        return (work.on(loader, each) for each in found)
    return _from_processes(work, found, count)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # what a container, or `taskset`, leaves to us
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker:
    """A process, and the way to it."""

    def __init__(self, process: BaseProcess, connection: Connection[Any, Any]) -> None:
        self.process = process
        self.connection = connection


def _from_processes(work: Work, found: Sequence[Found], count: int) -> Iterator[Part]:
    size = max(1, min(_MOST_AT_ONCE, len(found) // (count * 4)))
    chunks = [(start, start + size) for start in range(0, len(found), size)]
    workers: list[_Worker] = []
    try:
        for _ in range(min(count, len(chunks))):
            workers.append(_started(work, found, [worker.connection for worker in workers]))
        for answer in _in_order(workers, chunks):
            if isinstance(answer, BaseException):
                raise answer
            yield from answer
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.join()
            worker.connection.close()


def _in_order(
    workers: Sequence[_Worker], chunks: Sequence[tuple[int, int]]
) -> Iterator[list[Part] | BaseException]:
    """Give out the chunks and yield what comes back in their order; none is given out far ahead."""
    from multiprocessing.connection import wait

    busy: dict[Any, tuple[_Worker, int]] = {}
    idle = list(workers)
    answers: dict[int, list[Part] | BaseException] = {}
    given = 0
    for turn in range(len(chunks)):
        while turn not in answers:
            while idle and given < len(chunks) and given <= turn + _AHEAD * len(workers):
                worker = idle.pop()
                _give(worker, chunks[given])
                busy[worker.connection] = (worker, given)
                given += 1
            for connection in wait(list(busy)):
                worker, chunk = busy.pop(connection)
                answers[chunk] = _taken(worker)
                idle.append(worker)
        yield answers.pop(turn)


def _started(work: Work, found: Sequence[Found], others: Sequence[Connection[Any, Any]]) -> _Worker:
    from multiprocessing import get_context

    # A forked process has all that was loaded and compiled; nothing of it has to be sent.
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(work, found, there, (*others, here)), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _give(worker: _Worker, chunk: tuple[int, int]) -> None:
    try:
        worker.connection.send(chunk)
    except OSError:
        raise _lost(worker) from None


def _taken(worker: _Worker) -> list[Part] | BaseException:
    try:
        answer: list[Part] | BaseException = worker.connection.recv()
    except (EOFError, OSError):
        raise _lost(worker) from None
    return answer


def _lost(worker: _Worker) -> WorkerError:
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
    return WorkerError(
        f"a process that checked a part of the manifests {how}, so not all of them were checked.",
        hint="If it ran out of memory, `--jobs 1` needs less.",
    )


def _serve(
    work: Work,
    found: Sequence[Found],
    connection: Connection[Any, Any],
    others: Sequence[Connection[Any, Any]],
) -> None:
    """Answer with the parts of each chunk that is asked for, until nobody asks."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us says when to stop
    for other in others:
        other.close()  # or nobody would see that the one at its other end is gone
    loader = work.loader()
    while True:
        try:
            start, stop = connection.recv()
            connection.send_bytes(_answer(work, loader, found[start:stop]))
        except (EOFError, OSError):
            return


def _answer(work: Work, loader: ManifestLoader, found: Sequence[Found]) -> bytes:
    """Return the parts of `found`, or the error that one of them raised, to be sent."""
    import pickle

    try:
        return pickle.dumps([work.on(loader, each) for each in found], pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001  # raised again where it is met in order
        return _sendable(error)


def _sendable(error: Exception) -> bytes:
    import pickle
    import traceback

    try:
        sent = pickle.dumps(error, pickle.HIGHEST_PROTOCOL)
        pickle.loads(sent)  # noqa: S301  # made in the line above
    except Exception:  # noqa: BLE001  # some errors cannot be made from their arguments
        return pickle.dumps(RuntimeError("".join(traceback.format_exception(error))))
    return sent
