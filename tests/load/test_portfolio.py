from __future__ import annotations

from pathlib import Path

from holdfast.load.portfolio import Loaded, load_portfolio


def manifest(name: str) -> str:
    return f"apiVersion: holdfast/v1\nkind: AIManifest\nmetadata:\n  name: {name}\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def names(loaded: Loaded) -> list[tuple[str, str, str]]:
    return [(item.repository, item.path, item.name) for item in loaded.portfolio.manifests]


def test_manifests_are_sorted_by_name_and_path(tmp_path: Path) -> None:
    for folder, name in (("x", "beta"), ("y", "alpha"), ("z", "gamma")):
        write(tmp_path / folder / "ai-manifest.yaml", manifest(name))

    loaded = load_portfolio([tmp_path])

    assert [
        ("", "y/ai-manifest.yaml", "alpha"),
        ("", "x/ai-manifest.yaml", "beta"),
        ("", "z/ai-manifest.yaml", "gamma"),
    ] == names(loaded)
    assert ((), (), 3) == (loaded.problems, loaded.portfolio.unreadable, loaded.manifests_found)


def test_without_a_manifest_there_is_nothing(tmp_path: Path) -> None:
    assert Loaded(load_portfolio([tmp_path]).portfolio) == load_portfolio([tmp_path])
    assert 0 == load_portfolio([tmp_path]).manifests_found


def test_several_repositories_are_one_portfolio_and_are_named(tmp_path: Path) -> None:
    for name in ("shop", "bank"):
        (tmp_path / name / ".git").mkdir(parents=True)
        write(tmp_path / name / "ai-manifest.yaml", manifest(name))

    targets = [tmp_path / "shop", tmp_path / "bank"]

    assert [
        ("bank", "bank/ai-manifest.yaml", "bank"),
        ("shop", "shop/ai-manifest.yaml", "shop"),
    ] == names(load_portfolio(targets))
    assert load_portfolio(targets) == load_portfolio(targets[::-1])


def test_a_name_is_unique_in_a_run(tmp_path: Path) -> None:
    for folder in ("a", "b", "c"):
        write(tmp_path / folder / "ai-manifest.yaml", manifest("shop" if folder != "c" else "other"))

    loaded = load_portfolio([tmp_path])

    (problem,) = loaded.problems
    assert "manifest/duplicate-name" == problem.rule
    assert "The name `shop` is already taken by another manifest of this run." == problem.message
    assert "b/ai-manifest.yaml:4:9" == str(problem.place.location)
    assert [("first used here", "a/ai-manifest.yaml:4:9")] == [
        (words, str(place.location)) for words, place in problem.related
    ]
    assert ["other", "shop"] == [name for _, _, name in names(loaded)]
    assert ("b/ai-manifest.yaml",) == loaded.portfolio.unreadable


def test_the_name_of_an_unreadable_manifest_is_taken_as_well(tmp_path: Path) -> None:
    write(tmp_path / "a" / "ai-manifest.yaml", manifest("shop") + "nonsense: 1\n")
    write(tmp_path / "b" / "ai-manifest.yaml", manifest("shop"))

    loaded = load_portfolio([tmp_path])

    assert ["manifest/schema", "manifest/duplicate-name"] == [problem.rule for problem in loaded.problems]
    assert ("a/ai-manifest.yaml", "b/ai-manifest.yaml") == loaded.portfolio.unreadable


def test_a_broken_manifest_loses_no_other(tmp_path: Path) -> None:
    write(tmp_path / "a" / "ai-manifest.yaml", "a: [\n")
    write(tmp_path / "b" / "ai-manifest.yaml", manifest("b"))
    write(tmp_path / "c" / "ai-manifest.yaml", manifest("c") + "models: {}\ntargets: {x: y}\n")

    loaded = load_portfolio([tmp_path])

    assert ["b"] == [name for _, _, name in names(loaded)]
    assert ("a/ai-manifest.yaml", "c/ai-manifest.yaml") == loaded.portfolio.unreadable
    assert [
        "a/ai-manifest.yaml:1:5 manifest/syntax",
        "c/ai-manifest.yaml:5:9 manifest/schema",
        "c/ai-manifest.yaml:6:1 manifest/schema",
    ] == [f"{problem.place.location} {problem.rule}" for problem in loaded.problems]
    assert 3 == loaded.manifests_found
