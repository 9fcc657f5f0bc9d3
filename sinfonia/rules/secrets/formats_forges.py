"""Formats of forges, package registries, and continuous integration."""

from __future__ import annotations

from sinfonia.rules.secrets.format import Format

_github = "https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats/"
_gitlab = "https://docs.gitlab.com/security/tokens/#token-prefixes"
_crc = "the last six characters are a CRC-32 in base 62"
_end = rb"(?![A-Za-z0-9])"
_gitlab_body = rb"[A-Za-z0-9_-]{20,64}(?:\.[a-z0-9]{2}\.[a-z0-9]{9})?"

FORMATS = (
    Format("github-pat", "GitHub", "personal access token", "ghp_", rb"[A-Za-z0-9]{36}" + _end, _github, note=_crc),
    Format("github-oauth", "GitHub", "OAuth token", "gho_", rb"[A-Za-z0-9]{36}" + _end, _github, note=_crc),
    Format("github-user", "GitHub", "user-to-server token", "ghu_", rb"[A-Za-z0-9]{36}" + _end, _github, note=_crc),
    Format("github-server", "GitHub", "app token", "ghs_", rb"[A-Za-z0-9]{36}" + _end, _github, note=_crc),
    Format("github-refresh", "GitHub", "refresh token", "ghr_", rb"[A-Za-z0-9]{36,76}" + _end, _github, note=_crc),
    Format(
        "github-fine-grained", "GitHub", "fine-grained token", "github_pat_", rb"[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
        _github,
    ),
    Format("gitlab-pat", "GitLab", "personal access token", "glpat-", _gitlab_body, _gitlab),
    Format("gitlab-trigger", "GitLab", "pipeline trigger token", "glptt-", rb"[0-9a-f]{40}" + _end, _gitlab),
    Format("gitlab-deploy", "GitLab", "deploy token", "gldt-", _gitlab_body, _gitlab),
    Format("gitlab-runner", "GitLab", "runner token", "glrt-", _gitlab_body, _gitlab),
    Format("gitlab-runner-old", "GitLab", "runner registration token", "GR1348941", rb"[A-Za-z0-9_-]{20}", _gitlab),
    Format("gitlab-ci-job", "GitLab", "CI job token", "glcbt-", rb"[0-9a-zA-Z]{1,5}_[A-Za-z0-9_-]{20}", _gitlab),
    Format("gitlab-feed", "GitLab", "feed token", "glft-", _gitlab_body, _gitlab),
    Format("gitlab-mail", "GitLab", "incoming mail token", "glimt-", _gitlab_body, _gitlab),
    Format("gitlab-agent", "GitLab", "agent token", "glagent-", rb"[A-Za-z0-9_-]{50}", _gitlab),
    Format("gitlab-oauth", "GitLab", "application secret", "gloas-", rb"[A-Za-z0-9_-]{64}", _gitlab),
    Format("gitlab-scim", "GitLab", "SCIM token", "glsoat-", _gitlab_body, _gitlab),
    Format("gitlab-flags", "GitLab", "feature flag token", "glffct-", _gitlab_body, _gitlab),
    Format(
        "bitbucket-app", "Bitbucket", "app password", "ATBB", rb"[A-Za-z0-9]{32}" + _end,
        "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/",
    ),
    Format(
        "atlassian", "Atlassian", "API token", "ATATT3", rb"[A-Za-z0-9_=-]{100,240}",
        "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
    ),
    Format(
        "atlassian-access", "Atlassian", "access token", "ATCTT3", rb"[A-Za-z0-9_=-]{100,240}",
        "https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/",
    ),
    Format(
        "npm", "npm", "access token", "npm_", rb"[A-Za-z0-9]{36}" + _end,
        "https://docs.npmjs.com/about-access-tokens",
    ),
    Format(
        "pypi", "PyPI", "upload token", "pypi-AgE", rb"[A-Za-z0-9_-]{50,1000}", "https://packaging.python.org/en/latest/specifications/pypirc/",
        note="a macaroon: the first field is the host name",
    ),
    Format(
        "rubygems", "RubyGems", "API key", "rubygems_", rb"[a-f0-9]{48}" + _end,
        "https://guides.rubygems.org/api-key-scopes/",
    ),
    Format(
        "crates", "crates.io", "API token", "cio", rb"[A-Za-z0-9]{32}" + _end, "https://crates.io/settings/tokens",
    ),
    Format(
        "nuget", "NuGet", "API key", "oy2", rb"[a-z0-9]{43}" + _end,
        "https://learn.microsoft.com/nuget/nuget-org/publish-a-package", entropy=3.2,
    ),
    Format(
        "clojars", "Clojars", "deploy token", "CLOJARS_", rb"[a-f0-9]{60}" + _end,
        "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
    ),
    Format(
        "docker-pat", "Docker Hub", "access token", "dckr_pat_", rb"[A-Za-z0-9_-]{27}",
        "https://docs.docker.com/security/access-tokens/",
    ),
    Format(
        "docker-org", "Docker Hub", "organization token", "dckr_oat_", rb"[A-Za-z0-9_-]{32}",
        "https://docs.docker.com/enterprise/security/access-tokens/",
    ),
    Format(
        "docker-swarm", "Docker Swarm", "join token", "SWMTKN-1-", rb"[a-z0-9]{50}-[a-z0-9]{25}" + _end,
        "https://docs.docker.com/engine/swarm/join-nodes/",
    ),
    Format(
        "docker-swarm-unlock", "Docker Swarm", "unlock key", "SWMKEY-1-", rb"[A-Za-z0-9+/]{43}",
        "https://docs.docker.com/engine/swarm/swarm_manager_locking/",
    ),
    Format(
        "artifactory", "Artifactory", "API key", "AKCp", rb"[A-Za-z0-9]{69}" + _end,
        "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key",
    ),
    Format(
        "artifactory-reference", "Artifactory", "reference token", "cmVmdGtuO", rb"[A-Za-z0-9]{55}" + _end,
        "https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token",
    ),
    Format(
        "circleci", "CircleCI", "personal token", "CCIPAT_", rb"[A-Za-z0-9]{22}_[a-f0-9]{40}" + _end,
        "https://circleci.com/docs/managing-api-tokens/",
    ),
    Format(
        "circleci-project", "CircleCI", "project token", "CCIPRJ_", rb"[A-Za-z0-9]{22}_[a-f0-9]{40}" + _end,
        "https://circleci.com/docs/managing-api-tokens/",
    ),
    Format(
        "buildkite", "Buildkite", "API token", "bkua_", rb"[a-f0-9]{40}" + _end,
        "https://buildkite.com/docs/apis/managing-api-tokens",
    ),
    Format(
        "sonar", "SonarQube", "token", "sq", rb"[upa]_[A-Za-z0-9]{40}" + _end,
        "https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/",
        needles=(b"squ_", b"sqp_", b"sqa_"),
    ),
    Format(
        "sourcegraph", "Sourcegraph", "access token", "sgp_",
        rb"(?:(?:local|[a-fA-F0-9]{16})_)?[a-fA-F0-9]{40}" + _end,
        "https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token",
    ),
    Format(
        "octopus", "Octopus Deploy", "API key", "API-", rb"[A-Z0-9]{26}" + _end,
        "https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key", entropy=3.4,
    ),
    Format(
        "expo", "Expo", "access token", "exp_", rb"[A-Za-z0-9_-]{40}" + _end,
        "https://docs.expo.dev/accounts/programmatic-access/",
    ),
    Format(
        "figma", "Figma", "access token", "figd_", rb"[A-Za-z0-9_-]{40}",
        "https://www.figma.com/developers/api#access-tokens",
    ),
    Format(
        "dependency-track", "Dependency-Track", "API key", "odt_", rb"[A-Za-z0-9]{32,40}" + _end,
        "https://docs.dependencytrack.org/integrations/rest-api/",
    ),
    Format(
        "snyk", "Snyk", "service account token", "snyk_", rb"[a-z]{2,4}\.[a-f0-9]{8}\.[A-Za-z0-9_-]{36,200}",
        "https://docs.snyk.io/snyk-api/authentication-for-api",
    ),
)  # fmt: skip
