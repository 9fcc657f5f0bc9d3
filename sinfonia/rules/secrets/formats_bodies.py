"""Formats of what files of settings, keys and commands hold: they belong to no provider."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_docker = "https://docs.docker.com/reference/cli/docker/login/"
_jwk = "https://www.rfc-editor.org/rfc/rfc7517"
_given = rb"\\?\"\s?:\s?\\?\""  # between a key of JSON, perhaps inside a string, and its value
_words = rb"(?:[^\s]{1,60} ){0,4}"
_drawn = rb"[\"']?((?=[A-Za-z_+/-]{0,60}[0-9])[A-Za-z0-9_+/-]{20,100})"
_basic = (
    rb"(?=[A-Za-z+/]{0,90}[0-9])(?:[A-Za-f][A-Za-z0-9+/]{3}){5,200}"
    rb"(?:[A-Za-f][A-Za-z0-9+/]==|[A-Za-f][A-Za-z0-9+/]{2}=)?"
)

FORMATS = (
    Format(
        "docker-auth", "Docker", "registry password", "", rb"auth" + _given + rb"(" + _basic + rb")(?![A-Za-z0-9+/=])",
        _docker, needles=(b'auth"', b'auth\\"'), entropy=3.0, rank=1,
        note="`user:password` in Base64: every fourth letter comes before `g`",
    ),
    Format(
        "npm-basic", "npm", "registry password", "", rb"_auth ?= ?\"?(" + _basic + rb")(?![A-Za-z0-9+/=])",
        "https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration", needles=(b"_auth=", b"_auth ="),
        entropy=3.0, rank=1, inside=True, free=True,
    ),
    Format(
        "composer-github", "Composer", "GitHub token", "", rb"github\.com" + _given + rb"([a-f0-9]{40})(?![a-f0-9])",
        "https://getcomposer.org/doc/articles/authentication-for-private-packages.md#github-oauth",
        needles=(b'github.com"', b'github.com\\"'), entropy=3.0, rank=1,
    ),
    Format(
        "jwk", "JSON", "private web key", "",
        rb"(?:d|dp|dq|qi)" + _given + rb"([A-Za-z0-9_-]{43,700})(?![A-Za-z0-9_-])", _jwk,
        needles=(b'd"', b'd\\"', b'dp"', b'dp\\"', b'dq"', b'dq\\"', b'qi"', b'qi\\"'), entropy=4.2, rank=1,
    ),
    Format(
        "jwk-symmetric", "JSON", "symmetric web key", "",
        rb"\bk" + _given + rb"((?=[A-Za-z_-]{0,60}[0-9])[A-Za-z0-9_-]{22,200})", _jwk, needles=(b'oct"', b'oct\\"'),
        entropy=3.8, rank=1, back=260, ahead=260,
    ),
    Format(
        "putty", "PuTTY", "private key", "", rb"Private-Lines: [0-9]{1,4}\s{1,2}([A-Za-z0-9+/]{40,64})",
        "https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html", needles=(b"private-lines:",), entropy=3.5,
    ),
    Format(
        "xml-key", "XML", "private RSA key", "", rb"<D>([A-Za-z0-9+/]{80,900}={0,2})</D>",
        "https://www.rfc-editor.org/rfc/rfc4051#section-2.2.3", needles=(b"<d>",), entropy=4.0,
    ),
    Format(
        "ethereum", "Ethereum", "private key", "",
        rb"(?:accounts|privateKeys?|private_keys?)\"?[ \t]?[:=][ \t]?\[?\s{0,2}[\"'`](?:0x)?([a-fA-F0-9]{64})[\"'`]",
        "https://hardhat.org/hardhat-runner/docs/config#networks-configuration",
        needles=(b"accounts", b"privatekey", b"private_key"), entropy=3.0, rank=1,
    ),
    Format(
        "web-token-key", "JSON", "web token's key", "",
        rb"jwt\.(?:sign|encode|decode|verify)\([^\n\"'`]{1,40},[ \t]{0,2}[\"'`]"
        rb"((?=[A-Za-z_+/-]{0,60}[0-9])[A-Za-z0-9_+/-]{20,200}={0,2})[\"'`]",
        "https://www.rfc-editor.org/rfc/rfc7519",
        needles=(b"jwt.sign(", b"jwt.encode(", b"jwt.decode(", b"jwt.verify("), entropy=3.2, rank=1,
    ),
    Format(
        "login-call", "login", "password", "",
        rb"(?:\.login|BasicAuth|basic_auth|DriverManager\.getConnection)\([^\n()]{1,40},[ \t]{0,2}[\"']"
        rb"((?=[^\"']{0,60}[0-9])[A-Za-z0-9_+/-]{20,200}={0,2})[\"']\)",
        "https://www.rfc-editor.org/rfc/rfc7617",
        needles=(b".login(", b"httpbasicauth(", b"basicauth(", b"basic_auth(", b"drivermanager.getconnection("),
        entropy=3.4, rank=1, back=4, free=True,
    ),
    Format(
        "jenkins-setup", "Jenkins", "setup password", "",
        rb"following password to proceed[^\n]{0,40}\s{1,4}([a-f0-9]{32})(?![A-Za-z0-9])",
        "https://www.jenkins.io/doc/book/installing/linux/#unlocking-jenkins",
        needles=(b"following password to proceed",), entropy=3.0, gate=b"pass", rank=1,
    ),
    Format(
        "call-login", "call", "password", "",
        rb"(?:getConnection\([^\n()]{1,80}://[^\n()]{1,120}|auth=\(),?[ \t]{0,2}[\"'][^\"'\s]{1,60}[\"'],[ \t]{0,2}"
        rb"[\"'](?=[^\"'\s]{0,40}[0-9])([^\"'\s$<{}%]{8,64})[\"']\)",
        "https://requests.readthedocs.io/en/latest/user/authentication/", needles=(b"getconnection(", b"auth=("),
        entropy=2.5, gate=b"://", rank=1, free=True,
    ),
    Format(
        "docker-login", "Docker", "registry password", "", rb"(?:docker|podman) login " + _words + rb"-p ?" + _drawn,
        _docker, needles=(b"docker login ", b"podman login "), entropy=3.0, rank=1,
    ),
    Format(
        "mysql-login", "MySQL", "password", "", rb"(?:mysql|mysqldump|mysqladmin|mariadb) " + _words + rb"-p" + _drawn,
        "https://dev.mysql.com/doc/refman/en/command-line-options.html",
        needles=(b"mysql ", b"mysqldump ", b"mysqladmin ", b"mariadb "), entropy=3.0, rank=1,
    ),
    Format(
        "redis-login", "Redis", "password", "", rb"redis-cli " + _words + rb"-a " + _drawn,
        "https://redis.io/docs/latest/develop/tools/cli/", needles=(b"redis-cli ",), entropy=3.0, rank=1,
    ),
    Format(
        "command-login", "command", "password", "",
        rb"(?:az login|mongo|mongosh|twine upload|snyk auth|vault login|codecov|7z|zip|sqlcmd|(?i:psexec(?:\.exe)?)) "
        + _words + rb"(?:-[pPt] ?)?" + _drawn,
        "https://learn.microsoft.com/cli/azure/reference-index#az-login",
        needles=(
            b"az login ", b"mongo ", b"mongosh ", b"twine upload ", b"snyk auth ", b"vault login ", b"codecov ", b"7z ",
            b"psexec ", b"psexec.exe ", b"zip ", b"sqlcmd ",
        ),
        entropy=3.2, rank=1,
    ),
)  # fmt: skip
