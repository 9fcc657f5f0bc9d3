"""Every place and name of ENF-002 once more, written out: an entry that the program's tables lose is seen."""

from __future__ import annotations

# Folders of a home: what lies in them is refused.
HOME_FOLDERS = (
    ".amp/oauth", ".aws", ".azure", ".bluemix", ".codex/.sandbox-secrets", ".codex/secrets", ".config/doctl",
    ".config/gcloud", ".config/op", ".copilot/mcp-oauth-config", ".copilot/mcp-secrets", ".gcp", ".gnupg",
    ".kimi-code/credentials", ".kimi-code/mcp-oauth", ".kimi/credentials", ".kimi/mcp-oauth", ".local/share/keyrings",
    ".local/share/kwalletd", ".mcp-auth", ".oci", ".openclaw/credentials", ".password-store", ".ssh",
    ".subversion/auth", "appdata/local/microsoft/credentials", "appdata/roaming/gcloud", "appdata/roaming/gnupg",
    "appdata/roaming/microsoft/credentials", "appdata/roaming/microsoft/protect",
    "library/application support/1password", "library/keychains",
)  # fmt: skip
# Files of a home that are refused.
HOME_FILES = (
    ".aider.conf.yml", ".amp/settings.json", ".ansible/vault_pass", ".ash_history", ".augment/session.json",
    ".augment/settings.json", ".authinfo", ".authinfo.gpg", ".aws/amazonq/mcp.json", ".bash_history", ".boto",
    ".bundle/config", ".cache/huggingface/token", ".cargo/credentials", ".cargo/credentials.toml", ".claude.json",
    ".claude.json.backup", ".claude/.credentials.json", ".claude/mcp.json", ".claude/settings.json",
    ".claude/settings.local.json", ".cline/data/secrets.json", ".codeium/config.json",
    ".codeium/windsurf/mcp_config.json", ".codex/.credentials.json", ".codex/auth.json", ".codex/config.json",
    ".codex/config.toml", ".composer/auth.json", ".condarc", ".config/.wrangler/config/default.toml",
    ".config/amp/settings.json", ".config/amp/settings.jsonc", ".config/atuin/key",
    ".config/claude/claude_desktop_config.json", ".config/composer/auth.json",
    ".config/configstore/firebase-tools.json", ".config/containers/auth.json", ".config/crush/crush.json",
    ".config/cursor/auth.json", ".config/filezilla/recentservers.xml", ".config/filezilla/sitemanager.xml",
    ".config/gh/hosts.yml", ".config/git/credentials", ".config/github-copilot/apps.json",
    ".config/github-copilot/hosts.json", ".config/glab-cli/config.yml", ".config/goose/config.yaml",
    ".config/goose/secrets.yaml", ".config/hcloud/cli.toml", ".config/helm/registry/config.json",
    ".config/helm/repositories.yaml", ".config/heroku/auth.json", ".config/hf/token", ".config/hub",
    ".config/k3d/kubeconfig.yaml", ".config/linode-cli", ".config/mcp/mcp.json", ".config/netlify/config.json",
    ".config/ngrok/ngrok.yml", ".config/nuget/nuget.config", ".config/openai/auth.json",
    ".config/opencode/config.json", ".config/opencode/opencode.json", ".config/opencode/opencode.jsonc",
    ".config/pip/pip.conf", ".config/pypoetry/auth.toml", ".config/rclone/rclone.conf", ".config/sops/age/keys.txt",
    ".config/stripe/config.toml", ".config/uv/credentials.toml", ".config/zed/settings.json", ".continue/config.json",
    ".continue/config.yaml", ".copilot/config.json", ".copilot/mcp-config.json", ".copilot/settings.json",
    ".cursor/auth.json", ".cursor/cli-config.json", ".cursor/mcp.json", ".databrickscfg", ".dbt/profiles.yml",
    ".docker/.token_seed", ".docker/config.json", ".dockercfg", ".factory/auth.json", ".factory/config.json",
    ".factory/mcp.json", ".factory/settings.json", ".fly/config.yml", ".gem/credentials",
    ".gemini/a2a-oauth-tokens.json", ".gemini/antigravity/mcp_config.json", ".gemini/gemini-credentials.json",
    ".gemini/google_accounts.json", ".gemini/mcp-oauth-tokens-v2.json", ".gemini/mcp-oauth-tokens.json",
    ".gemini/oauth_creds.json", ".gemini/settings.json", ".git-credentials", ".gradle/gradle.properties",
    ".grok/user-settings.json", ".hex/hex.config", ".huggingface/token", ".ivy2/.credentials", ".kaggle/kaggle.json",
    ".kimi-code/config.json", ".kimi-code/config.toml", ".kimi-code/mcp.json", ".kimi-code/server.token",
    ".kimi/config.json", ".kimi/config.toml", ".kimi/mcp.json", ".kiro/auth.json", ".kiro/settings/mcp.json",
    ".kube/config", ".kube/kubeconfig", ".local/share/amp/secrets.json", ".local/share/atuin/key",
    ".local/share/com.vercel.cli/auth.json", ".local/share/crush/crush.json", ".local/share/fish/fish_history",
    ".local/share/gem/credentials", ".local/share/opencode/account.json", ".local/share/opencode/auth.json",
    ".local/share/opencode/mcp-auth.json", ".m2/settings-security.xml", ".m2/settings.xml", ".my.cnf", ".mylogin.cnf",
    ".mysql_history", ".netlify/config.json", ".netrc", ".ngrok2/ngrok.yml", ".node_repl_history", ".npmrc",
    ".nuget/nuget/nuget.config", ".openclaw/openclaw.json", ".opencode.json", ".pg_service.conf", ".pgpass",
    ".pi/agent/auth.json", ".pi/agent/mcp.json", ".pi/agent/models.json", ".pi/agent/settings.json", ".pip/pip.conf",
    ".psql_history", ".pulumi/credentials.json", ".pypirc", ".python_history", ".qwen/oauth_creds.json",
    ".qwen/settings.json", ".railway/config.json", ".rclone.conf", ".rediscli_history", ".s3cfg", ".sbt/.credentials",
    ".sentryclirc", ".sh_history", ".smbcredentials", ".snowflake/config.toml", ".snowflake/connections.toml",
    ".supabase/access-token", ".terraform.d/credentials.tfrc.json", ".terraformrc", ".vault-token",
    ".vercel/auth.json", ".vnc/passwd", ".wrangler/config/default.toml", ".yarnrc", ".yarnrc.yml", ".zsh_history",
    "_netrc", "appdata/roaming/claude/claude_desktop_config.json", "appdata/roaming/cursor/auth.json",
    "appdata/roaming/github cli/hosts.yml", "appdata/roaming/nuget/nuget.config", "appdata/roaming/pip/pip.ini",
    "appdata/roaming/postgresql/pgpass.conf", "appdata/roaming/terraform.rc",
    "library/application support/claude/claude_desktop_config.json",
    "library/application support/com.vercel.cli/auth.json", "library/application support/cursor/auth.json",
    "library/application support/ngrok/ngrok.yml", "library/application support/sops/age/keys.txt",
    "library/preferences/helm/registry/config.json",
)  # fmt: skip
# Folders of browsers in a home: these files in them are refused, others are not.
BROWSER_FOLDERS = (
    ".config/bravesoftware", ".config/chromium", ".config/google-chrome", ".config/microsoft-edge", ".config/opera",
    ".config/vivaldi", ".mozilla", ".thunderbird", "appdata/local/bravesoftware", "appdata/local/google",
    "appdata/local/microsoft/edge", "appdata/roaming/mozilla", "library/application support/arc",
    "library/application support/bravesoftware", "library/application support/firefox",
    "library/application support/google", "library/application support/microsoft edge", "library/cookies",
    "snap/chromium", "snap/firefox",
)  # fmt: skip
# See above.
BROWSER_FILES = (
    "cert9.db", "cookies", "cookies.binarycookies", "cookies.sqlite", "key3.db", "key4.db", "local state",
    "login data", "login data for account", "logins.json", "signons.sqlite", "web data",
)  # fmt: skip
# Folders of the system.
SYSTEM_FOLDERS = (
    "etc/letsencrypt/archive", "etc/letsencrypt/live", "etc/networkmanager/system-connections", "etc/ssl/private",
    "etc/wireguard", "library/keychains", "run/secrets", "var/run/secrets",
)  # fmt: skip
# Files of the system.
SYSTEM_FILES = (
    "etc/claude-code/managed-mcp.json", "etc/claude-code/managed-settings.json", "etc/codex/config.toml",
    "etc/codex/managed_config.toml", "etc/gemini-cli/settings.json", "etc/gemini-cli/system-defaults.json",
    "etc/gshadow", "etc/gshadow-", "etc/ipsec.secrets", "etc/krb5.keytab", "etc/kubernetes/admin.conf",
    "etc/kubernetes/kubelet.conf", "etc/kubernetes/super-admin.conf", "etc/master.passwd",
    "etc/opencode/opencode.json", "etc/opencode/opencode.jsonc", "etc/ppp/chap-secrets", "etc/ppp/pap-secrets",
    "etc/rancher/k3s/k3s.yaml", "etc/security/opasswd", "etc/shadow", "etc/shadow-",
    "library/application support/claudecode/managed-mcp.json",
    "library/application support/claudecode/managed-settings.json",
    "library/application support/geminicli/settings.json",
    "library/application support/geminicli/system-defaults.json",
    "library/application support/opencode/opencode.json", "library/application support/opencode/opencode.jsonc",
    "program files/claudecode/managed-settings.json", "programdata/claudecode/managed-mcp.json",
    "programdata/claudecode/managed-settings.json", "programdata/gemini-cli/settings.json",
    "programdata/gemini-cli/system-defaults.json", "programdata/opencode/opencode.json",
    "windows/system32/config/sam", "windows/system32/config/security", "windows/system32/config/system",
)  # fmt: skip
# Names that are refused in any tree.
NAMES = (
    ".authinfo", ".bash_history", ".boto", ".credentials", ".credentials.json", ".databrickscfg", ".dev.vars",
    ".dockercfg", ".dockerconfigjson", ".env.keys", ".env.me", ".git-credentials", ".htpasswd", ".mylogin.cnf",
    ".mysql_history", ".netrc", ".pgpass", ".psql_history", ".rediscli_history", ".s3cfg", ".secrets",
    ".smbcredentials", ".vault-password", ".vault-token", ".vault_pass", ".vault_pass.txt", ".zsh_history", "_netrc",
    "accesskeys.csv", "application_default_credentials.json", "cookies.binarycookies", "credentials",
    "credentials.csv", "credentials.ini", "credentials.json", "credentials.properties", "credentials.tfrc.json",
    "credentials.toml", "credentials.xml", "credentials.yaml", "credentials.yml", "key3.db", "key4.db", "login data",
    "master.key", "oauth_creds.json", "pgpass.conf", "private-key.asc", "private.asc", "rclone.conf",
    "recentservers.xml", "rootkey.csv", "secret.asc", "secret.json", "secret.key", "secrets.json", "secring.gpg",
    "secring.pgp", "sitemanager.xml", "vault_pass.txt", "wallet.dat",
)  # fmt: skip
# Extensions that are refused in any tree.
MATERIAL = (
    "1pif", "1pux", "agekey", "agilekeychain", "bks", "jceks", "jks", "kdb", "kdbx", "keychain", "keychain-db",
    "keypair", "keyring", "keystore", "keytab", "kubeconfig", "opvault", "ovpn", "p12", "p8", "pcap", "pcapng", "pem",
    "pfx", "pkcs12", "ppk", "psafe3", "pvk", "tfplan", "tfstate",
)  # fmt: skip
# Names whose content decides; refused where nobody can look.
LOOKED_INTO = (
    ".amp/settings.json", ".claude/settings.json", ".claude/settings.local.json", ".codex/config.toml", ".condarc",
    ".continue/config.json", ".continue/config.yaml", ".copilot/mcp-config.json", ".crush/crush.json",
    ".cursor/mcp.json", ".factory/mcp.json", ".ftpconfig", ".ftppass", ".gemini/settings.json", ".junie/mcp.json",
    ".kaggle.json", ".kimi-code/mcp.json", ".kimi/mcp.json", ".my.cnf", ".npmrc", ".opencode/opencode.json",
    ".opencode/opencode.jsonc", ".pi/mcp.json", ".pi/settings.json", ".pypirc", ".qwen/settings.json",
    ".roo/mcp.json", ".sentryclirc", ".terraformrc", ".vscode/mcp.json", ".yarnrc.yml", "auth.toml",
    "cline_mcp_settings.json", "deploy_key", "kaggle.json", "kubeconfig", "local.settings.json", "logins.json",
    "opencode.json", "opencode.jsonc", "password.txt", "passwords.csv", "passwords.txt", "private-key", "private_key",
    "private_key.txt", "privatekey", "secret.txt", "secret.yaml", "secret.yml", "secrets", "secrets.env",
    "secrets.ini", "secrets.toml", "secrets.txt", "secrets.yaml", "secrets.yml", "settings/mcp.json",
    "sftp-config.json", "sftp.json", "terraform.rc", "token.txt", "vault.yaml", "vault.yml", "x.key",
    "x.publishsettings", "x.secret", "x.secrets", "x.tfvars",
)  # fmt: skip
# Names whose content decides; they pass where nobody can look.
TRUSTED = (
    ".aws/config", ".bundle/config", ".envrc", ".flaskenv", ".kube/config", ".ssh/config", ".yarnrc", "auth.json",
    "config.json", "configuration.php", "gradle.properties", "hosts.yml", "nuget.config", "pip.conf", "pip.ini",
    "sentry.properties", "settings.xml", "wg0.conf", "wp-config.php",
)  # fmt: skip
# Extensions of source and documents, which only carry the word.
PLAIN = (
    "adoc", "bash", "bat", "bzl", "c", "cc", "cer", "cjs", "clj", "cljs", "cmake", "cmd", "cpp", "crl", "crt", "cs",
    "csr", "css", "cts", "cxx", "d", "dart", "diff", "erb", "erl", "ex", "exs", "feature", "fish", "fs", "gif", "go",
    "gradle", "graphql", "groovy", "h", "hcl", "hpp", "hrl", "hs", "htm", "html", "ico", "ipynb", "j2", "java",
    "jinja", "jl", "jpeg", "jpg", "js", "jsx", "kt", "kts", "less", "lock", "log", "lua", "m", "map", "md", "mdx",
    "mjs", "mk", "ml", "mli", "mm", "mod", "mts", "nim", "patch", "pdf", "php", "pl", "pm", "png", "po", "pot",
    "proto", "ps1", "pub", "py", "pyi", "pyx", "r", "rb", "rs", "rst", "sass", "scala", "scss", "sh", "snap", "sol",
    "spec", "sql", "sum", "svelte", "svg", "swift", "tex", "tf", "tpl", "ts", "tsv", "tsx", "ttf", "vb", "vue",
    "webp", "woff", "woff2", "zig", "zsh",
)  # fmt: skip
# What programs and people put behind the name of a copy.
BACKUPS = (
    ".bak", ".backup", ".old", ".orig", ".save", ".saved", ".swp", ".swo", ".tmp", ".copy", ".prev", "~", " copy",
    "-old", "_old", "-bak", "_bak", "-backup", "_backup", "-copy", "_copy", " - copy", " copy 2", " - copy (2)",
)  # fmt: skip
# Names without an extension that hold no value, in a folder of secrets too.
PAPERS = ("readme", "license", "makefile", "dockerfile", "codeowners", "notice", "changelog", "owners", "build")
