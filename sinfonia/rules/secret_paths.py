"""Tables of secret places: below a home folder, below a root, and by name in any tree.

Every key is in lower case with `/`; a value says what the file is, after "is". Locations come from
each tool's own manual.
"""

from __future__ import annotations

_AGENT = "a coding agent's own credentials"
_SETTINGS = "a coding agent's configuration, which may hold tokens"
_SSH = "in an SSH folder"
_CLOUD = "a cloud provider's credentials"
_PACKAGES = "a package registry's credentials"
_BROWSER = "a browser's stored logins"
_STORE = "a password store"
_HISTORY = "a command history, which may hold secrets"
_DATABASE = "a database client's stored password"
_LOGIN = "a command line tool's stored login"

# Everything below, and the folder itself.
HOME_FOLDERS: dict[str, str] = {
    ".ssh": _SSH,
    ".gnupg": "in a GnuPG key folder",
    "appdata/roaming/gnupg": "in a GnuPG key folder",
    ".aws": _CLOUD,
    ".azure": _CLOUD,
    ".gcp": _CLOUD,
    ".oci": _CLOUD,
    ".bluemix": _CLOUD,
    ".config/gcloud": _CLOUD,
    "appdata/roaming/gcloud": _CLOUD,
    ".config/doctl": _CLOUD,
    ".config/op": _STORE,
    ".password-store": _STORE,
    ".local/share/keyrings": _STORE,
    ".local/share/kwalletd": _STORE,
    "library/keychains": _STORE,
    "library/application support/1password": _STORE,
    "appdata/local/microsoft/credentials": _STORE,
    "appdata/roaming/microsoft/credentials": _STORE,
    "appdata/roaming/microsoft/protect": _STORE,
    ".subversion/auth": _LOGIN,
    ".codex/secrets": _AGENT,
    ".codex/.sandbox-secrets": _AGENT,
    ".copilot/mcp-secrets": _AGENT,
    ".copilot/mcp-oauth-config": _AGENT,
    ".kimi/credentials": _AGENT,
    ".kimi/mcp-oauth": _AGENT,
    ".kimi-code/credentials": _AGENT,
    ".kimi-code/mcp-oauth": _AGENT,
    ".amp/oauth": _AGENT,
    ".mcp-auth": _AGENT,
    ".openclaw/credentials": _AGENT,
}

# One file (and its backups).
HOME_FILES: dict[str, str] = {
    **dict.fromkeys(
        (
            ".claude/.credentials.json", ".codex/auth.json", ".codex/.credentials.json", ".gemini/oauth_creds.json",
            ".gemini/gemini-credentials.json", ".gemini/mcp-oauth-tokens.json", ".gemini/mcp-oauth-tokens-v2.json",
            ".gemini/a2a-oauth-tokens.json", ".gemini/google_accounts.json", ".qwen/oauth_creds.json",
            ".config/github-copilot/hosts.json", ".config/github-copilot/apps.json", ".kimi-code/server.token",
            ".local/share/opencode/auth.json", ".local/share/opencode/mcp-auth.json",
            ".local/share/opencode/account.json", ".pi/agent/auth.json", ".local/share/amp/secrets.json",
            ".config/cursor/auth.json", ".cursor/auth.json", ".config/goose/secrets.yaml", ".factory/auth.json",
            ".augment/session.json", ".cline/data/secrets.json", ".grok/user-settings.json", ".kiro/auth.json",
            "appdata/roaming/cursor/auth.json", "library/application support/cursor/auth.json",
        ),
        _AGENT,
    ),
    **dict.fromkeys(
        (
            ".docker/config.json", ".docker/.token_seed", ".config/containers/auth.json", ".dockercfg",
            ".config/helm/registry/config.json", ".config/helm/repositories.yaml",
            "library/preferences/helm/registry/config.json",
        ),
        "a container registry's credentials",
    ),
    **dict.fromkeys(
        (
            ".kube/config", ".kube/kubeconfig", ".config/k3d/kubeconfig.yaml",
        ),
        "a Kubernetes configuration with its keys",
    ),
    **dict.fromkeys(
        (
            ".config/gh/hosts.yml", "appdata/roaming/github cli/hosts.yml", ".config/hub",
            ".config/glab-cli/config.yml",
            ".config/git/credentials", ".git-credentials", ".netrc", "_netrc", ".authinfo", ".authinfo.gpg",
            ".terraformrc", "appdata/roaming/terraform.rc", ".terraform.d/credentials.tfrc.json", ".vault-token",
            ".fly/config.yml", ".config/netlify/config.json", ".netlify/config.json", ".vercel/auth.json",
            ".local/share/com.vercel.cli/auth.json", "library/application support/com.vercel.cli/auth.json",
            ".wrangler/config/default.toml", ".config/.wrangler/config/default.toml", ".config/stripe/config.toml",
            ".config/ngrok/ngrok.yml", ".ngrok2/ngrok.yml", "library/application support/ngrok/ngrok.yml",
            ".databrickscfg", ".snowflake/connections.toml", ".snowflake/config.toml", ".config/hcloud/cli.toml",
            ".config/linode-cli", ".config/rclone/rclone.conf", ".rclone.conf", ".s3cfg", ".boto", ".sentryclirc",
            ".huggingface/token", ".cache/huggingface/token", ".kaggle/kaggle.json", ".config/sops/age/keys.txt",
            "library/application support/sops/age/keys.txt", ".config/hf/token", ".config/openai/auth.json",
            ".config/filezilla/sitemanager.xml", ".config/filezilla/recentservers.xml", ".config/heroku/auth.json",
            ".pulumi/credentials.json", ".railway/config.json", ".supabase/access-token",
            ".config/configstore/firebase-tools.json",
            ".config/atuin/key", ".local/share/atuin/key", ".vnc/passwd", ".smbcredentials", ".ansible/vault_pass",
        ),
        _LOGIN,
    ),
    **dict.fromkeys(
        (
            ".npmrc", ".yarnrc", ".yarnrc.yml", ".pypirc", ".config/pip/pip.conf", ".pip/pip.conf",
            ".cargo/credentials",
            ".cargo/credentials.toml", ".gem/credentials", ".local/share/gem/credentials", ".bundle/config",
            ".composer/auth.json", ".config/composer/auth.json", ".m2/settings.xml", ".m2/settings-security.xml",
            ".gradle/gradle.properties", ".nuget/nuget/nuget.config", ".config/nuget/nuget.config",
            "appdata/roaming/nuget/nuget.config", ".ivy2/.credentials", ".sbt/.credentials", ".hex/hex.config",
            ".config/pypoetry/auth.toml", ".config/uv/credentials.toml", ".condarc", "appdata/roaming/pip/pip.ini",
        ),
        _PACKAGES,
    ),
    **dict.fromkeys(
        (".pgpass", ".my.cnf", ".mylogin.cnf", "appdata/roaming/postgresql/pgpass.conf", ".pg_service.conf",
         ".dbt/profiles.yml"),
        _DATABASE,
    ),
    **dict.fromkeys(
        (
            ".bash_history", ".zsh_history", ".sh_history", ".ash_history", ".mysql_history", ".psql_history",
            ".rediscli_history", ".local/share/fish/fish_history", ".node_repl_history", ".python_history",
        ),
        _HISTORY,
    ),
}  # fmt: skip

# One file, not its backups: configuration that often carries tokens of MCP servers and providers.
HOME_SETTINGS: dict[str, str] = dict.fromkeys(
    (
        ".claude.json", ".claude.json.backup", ".claude/settings.json", ".claude/settings.local.json",
        ".claude/mcp.json",
        ".config/claude/claude_desktop_config.json", "library/application support/claude/claude_desktop_config.json",
        "appdata/roaming/claude/claude_desktop_config.json", ".codex/config.toml", ".codex/config.json",
        ".gemini/settings.json", ".gemini/antigravity/mcp_config.json", ".qwen/settings.json", ".copilot/config.json",
        ".copilot/mcp-config.json", ".copilot/settings.json", ".kimi/config.toml", ".kimi/config.json",
        ".kimi/mcp.json",
        ".kimi-code/config.toml", ".kimi-code/config.json", ".kimi-code/mcp.json", ".config/opencode/opencode.json",
        ".config/opencode/opencode.jsonc", ".config/opencode/config.json", ".opencode.json",
        ".config/amp/settings.json",
        ".config/amp/settings.jsonc", ".amp/settings.json", ".pi/agent/models.json", ".pi/agent/settings.json",
        ".pi/agent/mcp.json", ".cursor/mcp.json", ".cursor/cli-config.json", ".config/goose/config.yaml",
        ".codeium/windsurf/mcp_config.json", ".codeium/config.json", ".continue/config.json", ".continue/config.yaml",
        ".aider.conf.yml", ".config/crush/crush.json", ".local/share/crush/crush.json", ".factory/config.json",
        ".factory/settings.json", ".factory/mcp.json", ".config/mcp/mcp.json", ".aws/amazonq/mcp.json",
        ".kiro/settings/mcp.json", ".openclaw/openclaw.json", ".augment/settings.json", ".config/zed/settings.json",
    ),
    _SETTINGS,
)  # fmt: skip

# (folder, start of the name, end of the name, what): the name may hold anything between.
HOME_PATTERNS: tuple[tuple[str, str, str, str], ...] = (
    (".codex", "", ".config.toml", _SETTINGS),
    *((".local/share/opencode", "opencode", end, _AGENT) for end in (".db", ".db-wal", ".db-shm", ".db-journal")),
    (".kube", "config", "", "a Kubernetes configuration with its keys"),
    (".cargo", "credentials", "", _PACKAGES),
)
# `*` stands for one folder.
HOME_STARRED: tuple[tuple[tuple[str, ...], str], ...] = ((((".cursor", "projects", "*", "mcp-auth.json")), _AGENT),)

BROWSER_FOLDERS: tuple[str, ...] = (
    ".mozilla", ".config/google-chrome", ".config/chromium", ".config/bravesoftware", ".config/microsoft-edge",
    ".config/vivaldi", ".config/opera", ".thunderbird", "library/application support/firefox",
    "library/application support/google", "library/application support/bravesoftware",
    "library/application support/microsoft edge", "library/application support/arc", "library/cookies",
    "appdata/local/google", "appdata/local/microsoft/edge", "appdata/local/bravesoftware", "appdata/roaming/mozilla",
    "snap/firefox", "snap/chromium",
)  # fmt: skip
BROWSER_FILES: frozenset[str] = frozenset(
    ("login data", "login data for account", "cookies", "web data", "local state", "logins.json", "key3.db", "key4.db",
     "cookies.sqlite", "cert9.db", "cookies.binarycookies", "signons.sqlite")
)  # fmt: skip
BROWSER = _BROWSER

SYSTEM_FOLDERS: dict[str, str] = {
    "run/secrets": "a mounted secret",
    "var/run/secrets": "a mounted secret",
    "etc/ssl/private": "in the system's private key folder",
    "etc/wireguard": "a VPN configuration with its keys",
    "etc/networkmanager/system-connections": "a network connection with its password",
    "etc/letsencrypt/live": "in a private key folder",
    "etc/letsencrypt/archive": "in a private key folder",
    "library/keychains": _STORE,
}
SYSTEM_FILES: dict[str, str] = {
    **dict.fromkeys(
        ("etc/shadow", "etc/shadow-", "etc/gshadow", "etc/gshadow-", "etc/master.passwd", "etc/security/opasswd",
         "windows/system32/config/sam", "windows/system32/config/security", "windows/system32/config/system"),
        "a table of password hashes",
    ),
    **dict.fromkeys(("etc/ipsec.secrets", "etc/ppp/chap-secrets", "etc/ppp/pap-secrets", "etc/krb5.keytab"), _LOGIN),
    **dict.fromkeys(
        ("etc/kubernetes/admin.conf", "etc/kubernetes/super-admin.conf", "etc/kubernetes/kubelet.conf",
         "etc/rancher/k3s/k3s.yaml"),
        "a Kubernetes configuration with its keys",
    ),
    **dict.fromkeys(
        (
            "etc/opencode/opencode.json", "etc/opencode/opencode.jsonc", "etc/codex/config.toml",
            "etc/codex/managed_config.toml", "etc/claude-code/managed-settings.json",
            "etc/claude-code/managed-mcp.json", "etc/gemini-cli/settings.json", "etc/gemini-cli/system-defaults.json",
            "library/application support/geminicli/settings.json",
            "library/application support/geminicli/system-defaults.json",
            "library/application support/claudecode/managed-settings.json",
            "library/application support/claudecode/managed-mcp.json",
            "library/application support/opencode/opencode.json",
            "library/application support/opencode/opencode.jsonc", "programdata/gemini-cli/settings.json",
            "programdata/gemini-cli/system-defaults.json", "programdata/opencode/opencode.json",
            "programdata/claudecode/managed-settings.json", "programdata/claudecode/managed-mcp.json",
            "program files/claudecode/managed-settings.json",
        ),
        _SETTINGS,
    ),
}  # fmt: skip
