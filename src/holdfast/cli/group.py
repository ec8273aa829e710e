"""The command group, and the one place that turns errors into exit codes."""

from __future__ import annotations

import sys
import traceback

import click

from holdfast import __version__
from holdfast.cli.check import OutputError, check
from holdfast.cli.errors import shown
from holdfast.cli.files import nowhere
from holdfast.cli.policy import policy
from holdfast.cli.rules import explain, rules
from holdfast.errors import UserError
from holdfast.model.report import EXIT_BUG, EXIT_WRONG_RUN

EXIT_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="holdfast")
def cli() -> None:
    """Policy as code for AI model stacks.

    Each repository declares in ai-manifest.yaml which applications it holds, and which models they
    use. `holdfast check` says where that does not keep to the policies.
    """


cli.add_command(check)
cli.add_command(explain)
cli.add_command(policy)
cli.add_command(rules)


def _prepare_streams() -> None:
    """Make printing safe: a stream may be closed, and what a file holds must never make it fail."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, as with `>&-`: what is said goes nowhere
            setattr(sys, name, nowhere())
        else:
            stream.reconfigure(errors="backslashreplace")


def run_command() -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 wrong run, 3 nothing to check, 70 a bug."""
    _prepare_streams()
    try:
        code = cli.main(prog_name="holdfast", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = EXIT_WRONG_RUN
    except (click.Abort, KeyboardInterrupt):
        code = EXIT_INTERRUPTED
    except UserError as error:
        click.echo(shown(error), err=True)
        code = EXIT_WRONG_RUN
    except BrokenPipeError:
        # The reader of the output went away; nothing more can be said to it.
        sys.stderr.close()
        code = EXIT_WRONG_RUN
    except OutputError as error:
        click.echo(f"error: standard output cannot be written: {error}", err=True)
        sys.stdout = None  # Python would fail on it once more at its end
        code = EXIT_WRONG_RUN
    except Exception:  # noqa: BLE001  # the boundary: anything else is our mistake
        traceback.print_exc()
        click.echo(
            "\nThis is a bug in Holdfast, not in your files. Please report it with the text above.", err=True
        )
        code = EXIT_BUG
    sys.exit(code)
