"""Look at a built site: every link and anchor leads somewhere, and no page asks another host for anything."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

NOT_FOUND = "404.html"
"""The page that a server sends for any address: its links are absolute, since it does not know where it stands."""

FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
"""What a browser asks for by itself, without a click; `link` is told by its `rel`."""

_NOT_FETCHED = {"canonical", "next", "prev", "alternate"}


class Page(HTMLParser):
    """What a page asks for, where it links to, and what can be linked to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors = {""}
        self.titled = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down the attributes that name a place."""
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        self.titled = self.titled or tag == "h1"
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and "href" in values:
            seen = self.links if set(values.get("rel", "").split()) <= _NOT_FETCHED else self.fetched
            seen.append(values["href"])
        elif values.get(FETCHED.get(tag, "")):
            self.fetched.append(values[FETCHED[tag]])


def problems(site: Path) -> list[str]:
    """Say what is wrong with the site in a folder, one sentence each."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    found = [] if pages else [f"{site.name}: no page was built"]
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        if name == NOT_FOUND:
            continue
        found += [] if page.titled else [f"{name}: has no title"]
        found += [f"{name}: asks another host for {url}" for url in page.fetched if _is_elsewhere(url)]
        found += [
            f"{name}: {url} leads nowhere"
            for url in dict.fromkeys(page.links + page.fetched)
            if not _is_elsewhere(url) and not _leads_somewhere(url, path, pages)
        ]
    return found + [
        f"{path.relative_to(site).as_posix()}: imports a style or font of another host"
        for path in sorted(site.rglob("*.css"))
        if any(mark in path.read_text(encoding="utf-8") for mark in ("url(http", "url(//", "@import"))
    ]


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.netloc) or parts.scheme not in {"", "file"}


def _leads_somewhere(url: str, origin: Path, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(url)
    target = (origin.parent / unquote(parts.path)).resolve() if parts.path else origin
    if target.is_dir():
        return False  # a server may list it or not; from the disk it is no page
    if not parts.fragment:
        return target.is_file()
    return target in pages and unquote(parts.fragment) in pages[target].anchors
