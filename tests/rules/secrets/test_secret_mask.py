from __future__ import annotations

import pytest

from sinfonia.rules.secrets.mask import STARS, mask, mask_line
from sinfonia.rules.secrets.scan import find

BODY = "a9Bk3LmQ7x" * 3 + "Zt5Rw8"
TOKEN = "gh" + "p_" + BODY


def test_a_mask_shows_the_public_prefix_and_has_one_width():
    (short,) = find(TOKEN.encode())
    (long,) = find(("github" + "_pat_" + "a9Bk3LmQ7xZt5Rw8a9Bk3L" + "_" + "7xQ" * 19 + "Zt").encode())
    assert mask(short) == "ghp_" + STARS
    assert mask(long) == "github_pat_" + STARS
    assert len(STARS) == 16


def test_every_secret_of_a_line_is_masked():
    shown = mask_line(f"{TOKEN} and https://bot:{BODY}@h".encode())
    assert shown == f"ghp_{STARS} and https://bot:{STARS}@h"


def test_a_line_without_a_secret_is_shown_as_it_is():
    assert mask_line("größer = 1".encode()) == "größer = 1"


@pytest.mark.parametrize("raw", [*range(9), *range(10, 32), 127])
def test_a_control_character_is_made_visible(raw):
    shown = mask_line(b"a" + bytes((raw,)) + b"b")
    assert chr(raw) not in shown
    assert shown == ("ab" if raw == 0 else f"a\\x{raw:02x}b")


@pytest.mark.parametrize("steering", ["\u202e", "\u2066", "\u200f", "\u2028", "\u0085", "\x9b", "\ufeff"])
def test_a_character_that_reorders_or_breaks_a_line_is_made_visible(steering):
    assert steering not in mask_line(f"a{steering}b".encode())


def test_a_tab_becomes_a_space_and_a_stray_byte_a_replacement():
    assert mask_line(b"\ta\xe9b") == " a\ufffdb"


def test_a_line_of_key_material_is_masked_as_a_whole():
    assert mask_line(b"MIIEpQIBAAKCAQEAn6O8li" + b"SX4m98LLYtPKSzEmQ7x9aaaaBBBB11") == STARS
    assert mask_line(b"MIIEpQIBAAKCAQEAn6O8li") == "MIIEpQIBAAKCAQEAn6O8li"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-8"])
def test_a_secret_in_wide_characters_is_masked(codec):
    shown = mask_line(f"x {TOKEN} y".encode(codec))
    assert shown == f"x ghp_{STARS} y"
