"""Tables of names, in lower case, that are secret in any tree; a value says what the file is, after "is"."""

from __future__ import annotations

CREDENTIALS = "a credentials file"
KEYS = "a private SSH key by its name"
VALUES = "a file of secret values"
AGENT = "a coding agent's configuration"

# Refused by the whole name, whatever is in it.
NAMES: dict[str, str] = {
    **dict.fromkeys(
        (
            ".netrc", "_netrc", ".git-credentials", ".authinfo", ".htpasswd", ".smbcredentials",
        ),
        "a file of passwords",
    ),
    **dict.fromkeys((".pgpass", "pgpass.conf", ".mylogin.cnf"), "a database client's stored password"),
    **dict.fromkeys(
        (
            ".vault-token", ".vault_pass", ".vault_pass.txt", "vault_pass.txt", ".vault-password",
        ),
        "a vault's password",
    ),
    **dict.fromkeys((".dockercfg", ".dockerconfigjson"), "a container registry's credentials"),
    **dict.fromkeys(
        (
            "credentials", ".credentials", "credentials.json", "credentials.yaml", "credentials.yml",
            "credentials.toml",
            "credentials.ini", "credentials.csv", "credentials.xml", "credentials.properties", ".credentials.json",
            "credentials.tfrc.json", "application_default_credentials.json", "accesskeys.csv", "rootkey.csv",
            ".s3cfg", ".boto", ".databrickscfg", "rclone.conf", "recentservers.xml", "sitemanager.xml",
            "oauth_creds.json",
        ),
        CREDENTIALS,
    ),
    **dict.fromkeys(
        (
            "secret.json", "secrets.json", ".secrets", ".dev.vars", ".env.keys", "secret.key", ".env.me",
        ),
        VALUES,
    ),
    **dict.fromkeys(
        (
            "master.key", "secring.gpg", "secring.pgp", "private.asc", "private-key.asc", "secret.asc",
        ),
        "a private key by its name",
    ),
    **dict.fromkeys(("key3.db", "key4.db", "login data", "cookies.binarycookies"), "a browser's stored logins"),
    "wallet.dat": "a wallet",
    **dict.fromkeys(
        (".bash_history", ".zsh_history", ".mysql_history", ".psql_history", ".rediscli_history"),
        "a command history, which may hold secrets",
    ),
}  # fmt: skip

# Refused for their content only; where nobody can look they are refused too.
LOOKED_INTO: dict[str, str] = {
    **dict.fromkeys(
        (
            ".npmrc", ".pypirc", ".yarnrc.yml", ".terraformrc", "terraform.rc", ".condarc",
        ),
        "a registry's or tool's login",
    ),
    **dict.fromkeys(
        (
            ".sentryclirc", ".my.cnf", "kubeconfig", "local.settings.json", ".kaggle.json", "kaggle.json",
        ),
        CREDENTIALS,
    ),
    **dict.fromkeys(
        (
            ".ftpconfig", ".ftppass", "sftp-config.json", "sftp.json", "logins.json", "auth.toml",
        ),
        CREDENTIALS,
    ),
    **dict.fromkeys(
        (
            "secrets.yaml", "secrets.yml", "secret.yaml", "secret.yml", "secrets.toml", "secrets.ini", "secrets.txt",
        ),
        VALUES,
    ),
    **dict.fromkeys(
        (
            "secrets", "secrets.env", "secret.txt", "passwords.txt", "passwords.csv", "password.txt", "token.txt",
        ),
        VALUES,
    ),
    **dict.fromkeys(
        (
            "private_key", "privatekey", "private-key", "deploy_key", "private_key.txt", "vault.yml", "vault.yaml",
        ),
        VALUES,
    ),
    "opencode.json": AGENT,
    "opencode.jsonc": AGENT,
    "cline_mcp_settings.json": AGENT,
}  # fmt: skip
# The same, by folder and name; a backup of one is not in the table.
LOOKED_INTO_BELOW: frozenset[str] = frozenset(
    (
        ".claude/settings.json", ".claude/settings.local.json", ".codex/config.toml", ".gemini/settings.json",
        ".qwen/settings.json",
        ".cursor/mcp.json", ".vscode/mcp.json", ".copilot/mcp-config.json", ".kimi-code/mcp.json", ".kimi/mcp.json",
        ".amp/settings.json",
        ".pi/settings.json", ".pi/mcp.json", ".factory/mcp.json", ".roo/mcp.json", ".opencode/opencode.json",
        ".opencode/opencode.jsonc",
        ".junie/mcp.json", "settings/mcp.json", ".continue/config.yaml", ".continue/config.json", ".crush/crush.json",
    )
)  # fmt: skip
# Refused for their content; where nobody can look they pass, for most of them hold nothing.
TRUSTED: frozenset[str] = frozenset(
    (
        ".envrc", ".flaskenv", "config.json", "auth.json", "gradle.properties", "pip.conf", "pip.ini", "nuget.config",
        "settings.xml", "wp-config.php", "sentry.properties", "wg0.conf", "hosts.yml", "configuration.php", ".yarnrc",
    )
)  # fmt: skip
TRUSTED_BELOW: frozenset[str] = frozenset((".kube/config", ".ssh/config", ".aws/config", ".bundle/config"))

MATERIAL: dict[str, str] = {
    **dict.fromkeys(("pem", "p8", "ppk", "pvk", "agekey"), "a private key by its name"),
    **dict.fromkeys(("p12", "pfx", "pkcs12"), "a key store of certificates and private keys"),
    "keypair": "a key pair",
}
SUFFIXES: dict[str, str] = {
    **dict.fromkeys(("jks", "jceks", "bks", "keystore", "keyring", "keychain", "keychain-db"), "a key store"),
    **dict.fromkeys(("kdb", "kdbx", "psafe3", "agilekeychain", "opvault", "1pux", "1pif"), "a password store"),
    **dict.fromkeys(("tfstate", "tfplan"), "a Terraform state, which holds secrets in the clear"),
    **dict.fromkeys(("pcap", "pcapng"), "a network capture, which holds what was sent"),
    "ovpn": "a VPN configuration with its keys",
    "keytab": "a Kerberos key table",
    "kubeconfig": "a Kubernetes configuration with its keys",
}
LOOKED_INTO_SUFFIXES: dict[str, str] = {
    "key": "a private key by its name",
    "tfvars": "a file of Terraform variables",
    "secret": VALUES,
    "secrets": VALUES,
    "publishsettings": "a deployment profile with its password",
}
