"""Formats that no single provider owns: web tokens, keys in Base64, authorization headers."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_jwt = "https://www.rfc-editor.org/rfc/rfc7519"
_header = "https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2"
_part = rb"[A-Za-z0-9_-]"
_schemes = rb"bearer|token|bot|ssws|geniekey|splunk|klaviyo-api-key|deepl-auth-key|zoho-oauthtoken|api-?key|api-?token"

FORMATS = (
    Format(
        "jwt", "JSON", "web token", "eyJ",
        _part + rb"{17,1000}+\.ey" + _part + rb"{10,2000}+\.(?:" + _part + rb"{16,1000})?", _jwt, entropy=3.5, rank=1,
    ),
    Format(
        "private-key-base64", "private key", "in Base64", "LS0tLS1CRUdJTiB",
        rb"[A-Za-z0-9+/]{0,20}?(?:UFJJVkFUR|QUklWQVRF|BSSVZBVE)[A-Za-z0-9+/]{40,4000}",
        "https://www.rfc-editor.org/rfc/rfc7468", entropy=3.5, needles=(b"ls0tls1crudjti",),
        note="`-----BEGIN ` encoded, and `PRIVATE` at any of its three places in a group",
    ),
    Format(
        "kubernetes-bootstrap", "Kubernetes", "bootstrap token", "",
        rb"token[ =]{1,3}([a-z0-9]{6}\.[a-z0-9]{16})(?![A-Za-z0-9.])",
        "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/", needles=(b"bootstrap-token",),
        free=True, gate=b"token", ahead=40,
    ),
    Format(
        "basic-authorization", "HTTP", "basic authorization", "",
        rb"(?i:authorization)\\?[\"']?[ \t]{0,4}[:=,][ \t]{0,4}\\?[\"']?(?i:basic)[ \t]{1,4}([A-Za-z0-9+/]{14"
        rb",400}={0,2})(?![A-Za-z0-9+/])", _header, needles=(b"authorization",), entropy=3.0, free=True, rank=1,
        gate=b"authorization",
    ),
    Format(
        "bearer-authorization", "HTTP", "bearer token", "",
        rb"(?i:authorization)\\?[\"']?\]?[ \t]{0,4}[:=,][ \t]{0,4}\\?[\"']?(?i:" + _schemes
        + rb")[ \t]{1,4}(?:token=\"?)?("
        rb"[A-Za-z0-9._~+/=-]{14,1000})(?![A-Za-z0-9._~+/=-])",
        _header, needles=(b"authorization",), entropy=2.8, free=True, rank=1, gate=b"authorization",
    ),
    Format(
        "bare-authorization", "HTTP", "authorization", "",
        rb"(?i:authorization)\\?[\"']?[ \t]{0,4}[:=][ \t]{0,4}\\?[\"']?([A-Za-z0-9-]{20,100})(?![A-Za-z0-9._~+/=-])",
        _header, needles=(b"authorization",), entropy=3.2, free=True, rank=1, gate=b"authorization",
    ),
    Format(
        "curl-user", "curl", "user's password", "",
        rb"curl (?:[^|;]{0,300}?[ \t])?(?:-u ?|(?:--user|--proxy-user)[ =])[\"']?[^\s\"':]{1,80}:[\"']?("
        rb"[^\s\"'$\\{<\[]{8,100})", "https://curl.se/docs/manpage.html#-u", needles=(b"curl ",), entropy=2.8, rank=1,
        gate=b"curl ",
    ),
    Format(
        "curl-key", "curl", "key in place of a user", "",
        rb"curl (?:[^|;]{0,300}?[ \t])?(?:-u ?|--user[ =])[\"']?([A-Za-z0-9_.-]{16,200}):[\"']?(?![A-Za-z0-9:/@%$.-])",
        "https://curl.se/docs/manpage.html#-u", needles=(b"curl ",), entropy=3.4, rank=1, gate=b"curl ",
    ),
    Format(
        "crypt", "crypt", "password hash", "$",
        rb"[56]\$(?:rounds=[0-9]{1,9}\$)?(?!12345)[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}(?![./A-Za-z0-9])",
        "https://man7.org/linux/man-pages/man5/crypt.5.html", needles=(b"$5$", b"$6$"), entropy=3.5, rank=1,
    ),
    Format(
        "kerberos", "Kerberos", "reply hash", "$krb5",
        rb"(?:asrep|tgs)\$23\$(?:\*[^\s*]{1,100}\*|[^\s$]{0,80})\$?[a-f0-9]{32}\$[a-f0-9]{64,4000}",
        "https://www.rfc-editor.org/rfc/rfc4757", needles=(b"$krb5asrep$23$", b"$krb5tgs$23$"), entropy=3.0,
    ),
    Format(
        "contribsys", "Contribsys", "gem server password", "",
        rb"BUNDLE_(?:ENTERPRISE|GEMS|PRO)__CONTRIBSYS__COM[\"']?[ \t]{0,4}[:=][ \t]{0,4}[\"']?([a-f0-9]{8}:"
        rb"[a-f0-9]{8})(?![a-f0-9:])", "https://github.com/sidekiq/sidekiq/wiki/Commercial-FAQ",
        needles=(b"bundle_",), entropy=0,
    ),
)  # fmt: skip
