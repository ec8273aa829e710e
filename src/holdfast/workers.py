"""Work on many things, on several processes: the answers are in the same order, and the same, as from one."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from holdfast.errors import WorkerError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_MOST_AT_ONCE = 50
_AHEAD = 8
"""Answers, for each process, that may wait until their turn comes."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Task(NamedTuple, Generic[Item, Answer]):
    """What is to be done with each of many things.

    `begin` is called once in each process, and returns what is called with one thing after the other: the
    answers must not depend on which came before. So many as `pays_from` take longer on one core than it
    takes to start other processes. `verb` and `noun` say what was done with which things, for the error
    where a process is lost.
    """

    begin: Callable[[], Callable[[Item], Answer]]
    pays_from: int
    verb: str
    noun: str


def answers_to(items: Sequence[Item], task: Task[Item, Answer], jobs: int | None) -> Iterator[Answer]:
    """Yield the answer for each of `items`, in order, from as many processes as `jobs` says.

    None: as many as there are cores, where that pays. Where processes cannot be forked, on Windows,
    there is only this one. Raises WorkerError for a process that ends before its work is done.
    """
    wanted = jobs or (_cores() if len(items) >= task.pays_from else 1)
    count = min(wanted, len(items)) if hasattr(os, "fork") else 1
    if count <= 1:
        return map(task.begin(), items)
    return _from_processes(items, task, count)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # what a container, or `taskset`, leaves to us
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker:
    """A process, and the way to it."""

    def __init__(self, process: "BaseProcess", connection: "Connection[Any, Any]") -> None:
        self.process = process
        self.connection = connection


def _from_processes(items: Sequence[Item], task: Task[Item, Answer], count: int) -> Iterator[Answer]:
    size = max(1, min(_MOST_AT_ONCE, len(items) // (count * 4)))
    chunks = [(start, start + size) for start in range(0, len(items), size)]
    workers: list[_Worker] = []
    try:
        for _ in range(min(count, len(chunks))):
            workers.append(_started(items, task, [worker.connection for worker in workers]))
        for answer in _in_order(workers, chunks, task):
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
    workers: Sequence[_Worker], chunks: Sequence[tuple[int, int]], task: Task[Any, Answer]
) -> Iterator[list[Answer] | BaseException]:
    """Give out the chunks and yield what comes back in their order; none is given out far ahead."""
    from multiprocessing.connection import wait

    busy: dict[Any, tuple[_Worker, int]] = {}
    idle = list(workers)
    answers: dict[int, list[Answer] | BaseException] = {}
    given = 0
    for turn in range(len(chunks)):
        while turn not in answers:
            while idle and given < len(chunks) and given <= turn + _AHEAD * len(workers):
                worker = idle.pop()
                _give(worker, chunks[given], task)
                busy[worker.connection] = (worker, given)
                given += 1
            for connection in wait(list(busy)):
                worker, chunk = busy.pop(connection)
                answers[chunk] = _taken(worker, task)
                idle.append(worker)
        yield answers.pop(turn)


def _started(
    items: Sequence[Item], task: Task[Item, Answer], others: "Sequence[Connection[Any, Any]]"
) -> _Worker:
    from multiprocessing import get_context

    # A forked process has all that was loaded and compiled; nothing of it has to be sent.
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(items, task, there, (*others, here)), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _give(worker: _Worker, chunk: tuple[int, int], task: Task[Any, Any]) -> None:
    try:
        worker.connection.send(chunk)
    except OSError:
        raise _lost(worker, task) from None


def _taken(worker: _Worker, task: Task[Any, Answer]) -> list[Answer] | BaseException:
    try:
        answer: list[Answer] | BaseException = worker.connection.recv()
    except (EOFError, OSError):
        raise _lost(worker, task) from None
    return answer


def _lost(worker: _Worker, task: Task[Any, Any]) -> WorkerError:
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
    return WorkerError(
        f"a process that {task.verb} a part of the {task.noun} {how}, so not all of them were {task.verb}.",
        hint="If it ran out of memory, `--jobs 1` needs less.",
    )


def _serve(
    items: Sequence[Item],
    task: Task[Item, Answer],
    connection: "Connection[Any, Any]",
    others: "Sequence[Connection[Any, Any]]",
) -> None:
    """Answer with the parts of each chunk that is asked for, until nobody asks."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us says when to stop
    for other in others:
        other.close()  # or nobody would see that the one at its other end is gone
    do: Callable[[Item], Answer] | None = None
    while True:
        try:
            start, stop = connection.recv()
            do = do or task.begin()
            connection.send_bytes(_answer(do, items[start:stop]))
        except (EOFError, OSError):
            return


def _answer(do: Callable[[Item], Answer], items: Sequence[Item]) -> bytes:
    """Return the answers for `items`, or the error that one of them raised, to be sent."""
    import pickle

    try:
        return pickle.dumps([do(each) for each in items], pickle.HIGHEST_PROTOCOL)
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
