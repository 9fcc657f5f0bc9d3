"""Hooks that a program, its environment or a setting of git takes away, with twins that pass."""

REFUSED = (
    "> .git",
    "echo x > .git",
    "git config rename-section core c2",
    "git config --rename-section core core2",
    "git clone -c core.hooksPath=/tmp/x https://x/y",
    "python3 -c \"import os; os.environ['HUSKY']='0'; os.system('git commit -m x')\"",
    "python3 -c \"import subprocess,os; subprocess.run(['git','commit'], env={**os.environ,'SKIP':'x'})\"",
    "python3 -c \"import subprocess,os; subprocess.run(['git','commit'], env=dict(os.environ, SKIP='x'))\"",
    "node -e \"require('child_process').execSync('git commit -m x', {env:{...process.env, HUSKY:'0'}})\"",
    "node -e \"process.env.HUSKY='0'; require('child_process').execSync('git push')\"",
    "rm $(git rev-parse --git-path hooks)/pre-commit",
    "chmod --reference=README.md .git/hooks/pre-commit",
    "git update-ref -m x refs/heads/main abc def",
    "yarn husky uninstall",
    "pnpm lefthook uninstall",
)

ALLOWED = (
    "tar --exclude=.git -czf /tmp/x.tgz .",
    "tar --exclude=.git/hooks -czf /tmp/x.tgz .",
    "python3 -c \"import os; os.environ['HUSKY']='0'; os.system('npm ci')\"",
    "python3 -c \"import subprocess,os; subprocess.run(['npm','test'], env={**os.environ,'SKIP':'x'})\"",
    "node -e \"require('child_process').execSync('npm ci', {env:{...process.env, HUSKY:'0'}})\"",
    "node -e \"process.env.NODE_ENV='test'; require('child_process').execSync('git status')\"",
    "git config rename-section remote.a remote.b",
    "chmod --reference=a b",
    "yarn husky install",
    "git rev-parse --git-path hooks",
)
