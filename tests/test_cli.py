"""The command line as a person or a program uses it, from another folder, without a network."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """<html lang="en"><head><title>Deal</title><meta property="article:published_time" content="2024-03-05"></head>
<body><article><h1>Example Cloud takes a stake in Example Lab</h1>
<p>Example Cloud said on Tuesday that it will put 2 billion dollars into Example Lab, its largest investment so far, and
that the laboratory will buy computing capacity from it for at least five years.</p>
<p>The two companies have worked together since 2021. Under the new terms the laboratory may also use other suppliers,
which the first agreement had ruled out, and the supplier gets a licence to the models until 2030.</p>
<p>Neither side gave the size of the holding. The laboratory keeps its board, and the supplier takes no seat on it,
people at both companies said after the announcement, which had been expected for weeks.</p></article></body></html>"""


def call(*arguments: str, stdin: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pactwatch.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        timeout=120,
    )


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("demo",),
        ("run",),
        ("publish",),
        ("serve",),
        ("doctor",),
        ("query",),
        ("extract",),
        ("classify",),
        ("sources", "check"),
        ("archive", "verify"),
        ("partnerships", "show"),
        ("review", "list"),
        ("model", "info"),
    ],
)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    answer = call(*command, "--help")
    assert answer.returncode == 0
    assert "Usage" in answer.stdout


def test_extract_prints_the_article_as_json(tmp_path: Path) -> None:
    answer = call("extract", "-", "--url", "https://news.example/2024/03/05/deal", stdin=PAGE, folder=tmp_path)
    article = json.loads(answer.stdout)
    assert article["date"] == "2024-03-05"
    assert article["date_witness"]
    assert all(article["text"][one["start_char"] : one["end_char"]] == one["text"] for one in article["passages"])
    assert len(article["passages"]) == 3


def test_a_page_without_an_article_is_one_clear_line(tmp_path: Path) -> None:
    answer = call("extract", "-", stdin="", folder=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.startswith("error:")
    assert "Traceback" not in answer.stderr


def test_classify_keeps_the_order_and_answers_bad_lines(tmp_path: Path) -> None:
    passages = [
        {
            "id": "deal",
            "title": "Amazon adds to its Anthropic investment",
            "published": "2024-11-22",
            "text": "Amazon said on Friday it will invest another $4 billion in Anthropic, which named AWS its "
            "primary cloud and training partner and will train its models on Trainium chips.",
        },
        {
            "id": "rain",
            "title": "Weather",
            "published": "2024-11-22",
            "text": "Rain is expected on Monday.",
        },
    ]
    lines = [json.dumps(passages[0]), "not json", json.dumps(passages[1])]
    answer = call("classify", "-", stdin="\n".join(lines), folder=tmp_path)
    deal, broken, rain = (json.loads(line) for line in answer.stdout.splitlines())
    assert answer.returncode == 3
    assert deal["id"] == "deal"
    assert deal["evidence"] is True
    assert "compute-backed-investment" in deal["patterns"]
    assert sorted(deal["parties"][0]) == ["Amazon", "Anthropic"]
    assert deal["event_dates"] == ["2024-11-22"]
    assert {"kind": "investment", "value": 4e9, "unit": "USD"}.items() <= deal["terms"][0].items()
    assert broken["line"] == 2
    assert rain["evidence"] is False
    assert rain["patterns"] == rain["parties"] == []


def test_a_query_before_anything_is_published_says_what_to_do(tmp_path: Path) -> None:
    answer = call("--home", str(tmp_path), "query", "select 1")
    assert answer.returncode == 1
    assert "publish" in answer.stderr


def test_the_registry_is_shown_as_json() -> None:
    sources = json.loads(call("sources", "list", "--json").stdout)
    assert len(sources) >= 69
    assert {source["kind"] for source in sources} >= {"feed", "sitemap"}


def test_an_unknown_source_names_the_nearest() -> None:
    answer = call("sources", "show", "openai_new")
    assert answer.returncode == 1
    assert "openai_news" in answer.stderr
