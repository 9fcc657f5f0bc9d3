"""Addresses with a password in them: `scheme://user:password@host` (RFC 3986, section 3.2.1)."""

from __future__ import annotations

_ends = b" \t\r\n\"'`<>()[]{}|\\^,;"
_known_stand_ins = frozenset(
    b"password pass passwd pwd pw secret token user username login admin root postgres mysql redis guest test p key"
    b" changeme xxx xxxx xxxxx xxxxxx apikey api_key x-access-token x-oauth-basic oauth2 credentials example bar foo"
    b" mypassword mypass mysecret dbpass dbpassword db_password pword foobar baz 123 1234 12345 123456 hunter2"
    b" xyz abc pass123 passw0rd password123 pa55w0rd s3cr3t s3cret secret123 your_password yourpassword"
    b" supersecret".split()
)
LONGEST = 320  # bytes from `://` to the host that are looked at


def find(data: bytes, place: int) -> tuple[int, int] | None:
    """Give start and end of the password in the address whose `://` is at `place`, or None."""
    begin = place + 3
    stop = data.find(b"@", begin, begin + LONGEST)
    if stop < 0:
        return None
    authority = data[begin : begin + LONGEST]
    for mark in b"/?#\n \"'<>`":
        authority = authority.partition(bytes((mark,)))[0]
    if b"@" not in authority:
        return None
    user, colon, password = authority.rpartition(b"@")[0].partition(b":")
    if not colon or len(password) < 3 or not data[place - 1 : place].isalnum():
        return None
    if any(byte in password for byte in _ends) or password[0] in b"$%*.:@-" or b"..." in password or b"***" in password:
        return None
    low = password.lower()
    if (
        low in _known_stand_ins
        or low.replace(b"%40", b"").strip(b"0123456789!") in _known_stand_ins
        or low == user.lower()
        or low.startswith((b"your", b"my_", b"<", b"xxx"))
    ):
        return None
    start = begin + len(user) + 1
    return start, start + len(password)
