"""Scripts by which a shell completes a command line: from a description of the commands to text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

FILES, FOLDERS = "files", "folders"
"""What a shell knows itself: the names of files, and of folders."""


class Option(NamedTuple):
    """One option: how it is spelt, what it is for, and what its value may be.

    `values` are the words that may follow; `kind` is FILES or FOLDERS where those are names of such, and ""
    where nothing can be said. A flag `takes` nothing. Words that end in `=` want something more behind them.
    """

    names: tuple[str, ...]
    meaning: str
    takes: bool
    values: tuple[str, ...] = ()
    kind: str = ""


class Command(NamedTuple):
    """One command by the words that call it, its options, and what it takes besides, as an Option has it."""

    name: str
    meaning: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    kind: str = ""


def bash(commands: Sequence[Command]) -> str:
    """Return the script for bash, from version 3.2 on."""
    return _BASH.format(
        calls=" | ".join(_double(name) for name in _names(commands)),
        values="".join(_bash_values(commands)),
        words="".join(_bash_words(commands)),
    )


def zsh(commands: Sequence[Command]) -> str:
    """Return the script for zsh, to be sourced or to lie in a folder of `fpath` as `_holdfast`."""
    return _ZSH.format(
        calls=" | ".join(_double(name) for name in _names(commands)),
        values="".join(_zsh_values(commands)),
        words="".join(_zsh_words(commands)),
    )


def fish(commands: Sequence[Command]) -> str:
    """Return the script for fish."""
    return _FISH + "".join(f"{line}\n" for line in _fish(commands))


SHELLS: Mapping[str, Callable[[Sequence[Command]], str]] = {"bash": bash, "fish": fish, "zsh": zsh}
"""By the name of the shell, what writes its script."""

_BASH = """\
# Completion of holdfast for bash: eval "$(holdfast completion bash)"
_holdfast() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} called= words= kind= index line
    # bash splits a line at `=`, too
    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${{COMP_WORDS[COMP_CWORD-2]}}; fi
    for ((index = 1; index < COMP_CWORD; index++)); do
        case "${{called:+$called }}${{COMP_WORDS[index]}}" in
            {calls}) called="${{called:+$called }}${{COMP_WORDS[index]}}" ;;
            *) break ;;
        esac
    done
    COMPREPLY=()
    case "$called $prev" in
{values}        *)
            case "$called" in
{words}            esac
            ;;
    esac
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(
        compgen -W "$words" -- "$cur"
        if [[ $cur != -* ]]; then
            if [[ $kind == files ]]; then compgen -f -- "$cur"; fi
            if [[ $kind == folders ]]; then compgen -d -- "$cur"; fi
        fi
    )
    if [[ -n $kind ]]; then compopt -o filenames 2>/dev/null; fi
    if [[ ${{#COMPREPLY[@]}} == 1 && $COMPREPLY == *= ]]; then compopt -o nospace 2>/dev/null; fi
}}
complete -F _holdfast holdfast
"""
_ZSH = """\
#compdef holdfast
# Completion of holdfast for zsh: source <(holdfast completion zsh)
_holdfast() {{
    local cur=${{words[CURRENT]}} prev=${{words[CURRENT-1]}} called= kind= index
    local -a offered
    if [[ $cur == --*=* ]]; then
        prev=${{cur%%=*}}
        compset -P '*='
    fi
    for ((index = 2; index < CURRENT; index++)); do
        case "${{called:+$called }}${{words[index]}}" in
            ({calls}) called="${{called:+$called }}${{words[index]}}" ;;
            (*) break ;;
        esac
    done
    case "$called $prev" in
{values}        (*)
            case "$called" in
{words}            esac
            ;;
    esac
    if (( $#offered )); then _describe holdfast offered; fi
    if [[ $kind == files ]]; then _files; fi
    if [[ $kind == folders ]]; then _files -/; fi
}}
if [[ $funcstack[1] == _holdfast ]]; then _holdfast "$@"; else compdef _holdfast holdfast; fi
"""
_FISH = """\
# Completion of holdfast for fish: holdfast completion fish | source
function __holdfast_called
    set -l words (commandline -opc)
    set -e words[1]
    test (count $words) -ge (count $argv); or return 1
    for index in (seq (count $argv))
        test "$words[$index]" = "$argv[$index]"; or return 1
    end
end
function __holdfast_next
    test (count (commandline -opc)) -eq (math (count $argv) + 1); and __holdfast_called $argv
end
complete -c holdfast -f
"""


def _names(commands: Sequence[Command]) -> list[str]:
    """Return all words, or groups of words, that call a command or lead to one."""
    names = {" ".join(each.name.split()[:length]) for each in commands for length in (1, 2)}
    return sorted(names)


def _next(commands: Sequence[Command], called: str) -> list[tuple[str, str]]:
    """Return the words that may follow those that are there, each with what it leads to."""
    found: dict[str, str] = {}
    for each in commands:
        before, _, word = f" {each.name}".rpartition(" ")
        if before.strip() == called:
            found[word] = each.meaning
        elif not called and " " in each.name:
            group = each.name.partition(" ")[0]
            members = [one.name.partition(" ")[2] for one in commands if one.name.startswith(f"{group} ")]
            found.setdefault(group, f"One of: {', '.join(members)}.")
    return sorted(found.items())


def _heads(commands: Sequence[Command]) -> Iterator[Command]:
    """Yield, as if it were a command, what stands before all of them, and each group that is none itself."""
    help_ = Option(("-h", "--help"), "Show what there is.", takes=False)
    version = Option(("--version",), "Show the version.", takes=False)
    yield Command("", "", (help_, version))
    groups = {each.name.partition(" ")[0] for each in commands} - {each.name for each in commands}
    for group in sorted(groups):
        yield Command(group, "", (help_,))


def _of_options(commands: Sequence[Command]) -> Iterator[tuple[Command, Option]]:
    return ((command, option) for command in commands for option in command.options if option.takes)


def _bash_values(commands: Sequence[Command]) -> Iterator[str]:
    for command, option in _of_options(commands):
        calls = " | ".join(_double(f"{command.name} {name}") for name in option.names)
        yield f"        {calls}) words={_double(' '.join(option.values))} kind={option.kind} ;;\n"


def _bash_words(commands: Sequence[Command]) -> Iterator[str]:
    for command in (*_heads(commands), *commands):
        names = [name for option in command.options for name in option.names]
        free = [*(word for word, _ in _next(commands, command.name)), *command.values]
        chosen = f"if [[ $cur == -* ]]; then words={_double(' '.join(names))}; "
        chosen += f"else words={_double(' '.join(free))}; fi"
        yield f"                {_double(command.name)}) {chosen}; kind={command.kind} ;;\n"


def _zsh_values(commands: Sequence[Command]) -> Iterator[str]:
    for command, option in _of_options(commands):
        calls = " | ".join(_double(f"{command.name} {name}") for name in option.names)
        yield f"        ({calls}) offered=({_singles(option.values)}) kind={option.kind} ;;\n"


def _zsh_words(commands: Sequence[Command]) -> Iterator[str]:
    for command in (*_heads(commands), *commands):
        options = [f"{_apart(name)}:{each.meaning}" for each in command.options for name in each.names]
        free = [f"{_apart(word)}:{meaning}" for word, meaning in _next(commands, command.name)]
        free += map(_apart, command.values)
        yield f"                ({_double(command.name)})\n"
        yield f"                    if [[ $cur == -* ]]; then offered=({_singles(options)})\n"
        yield f"                    else offered=({_singles(free)}) kind={command.kind}; fi\n"
        yield "                    ;;\n"


def _fish(commands: Sequence[Command]) -> Iterator[str]:
    for head in (*_heads(commands), *commands):
        for word, meaning in _next(commands, head.name):
            yield f"{_fish_line('__holdfast_next', head.name)} -a {_single(word)} -d {_single(meaning)}"
    for head in _heads(commands):
        yield from (_fish_option("__holdfast_next", head.name, option) for option in head.options)
    for command in commands:
        yield from (_fish_option("__holdfast_called", command.name, option) for option in command.options)
        if command.values:
            words = _single(" ".join(command.values))
            yield f"{_fish_line('__holdfast_called', command.name)} -a {words}"
        if command.kind:
            yield f"{_fish_line('__holdfast_called', command.name)} {_fish_names(command.kind)}"


def _fish_option(condition: str, name: str, option: Option) -> str:
    spelt = [f"-s {each[1:]}" if len(each) == 2 else f"-l {each[2:]}" for each in option.names]  # noqa: PLR2004  # as in `-o`
    line = f"{_fish_line(condition, name)} {' '.join(spelt)} -d {_single(option.meaning)}"
    if not option.takes:
        return line
    words = f" -a {_single(' '.join(option.values))}" if option.values else ""
    names = f" {_fish_names(option.kind)}" if option.kind else ""
    return f"{line} -x{words}{names}" if not option.kind else f"{line} -r{words}{names}"


def _fish_line(condition: str, name: str) -> str:
    return f"complete -c holdfast -n {_single(f'{condition} {name}'.strip())}"


def _fish_names(kind: str) -> str:
    return "-F" if kind == FILES else "-a '(__fish_complete_directories)'"


def _apart(word: str) -> str:
    return word.replace(":", "\\:")


def _double(text: str) -> str:
    return f'"{text}"'


def _single(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "’") + "'"


def _singles(texts: Sequence[str]) -> str:
    return " ".join(map(_single, texts))
