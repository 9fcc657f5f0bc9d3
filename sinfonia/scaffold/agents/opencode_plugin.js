// sinfonia: plugin, version 1
// Written by `sinfonia install --agents opencode`; `sinfonia uninstall --agents opencode` takes it away.
// It asks `sinfonia-hook opencode` before every tool call and throws what that refuses. When it cannot ask, it
// refuses. No static import: a plugin that does not load is passed over in silence.

const MISSING = "sinfonia is not installed: python3 -m pip install sinfonia-hooks"
const SECONDS = 60 // sinfonia answers within 20

export const Sinfonia = async ({ directory, worktree, client }) => {
  const processes = process.getBuiltinModule
    ? process.getBuiltinModule("node:child_process")
    : await import("node:child_process")

  // Gives the exit code, what was printed, and why there is no answer.
  const ask = (hook, input, output) =>
    new Promise((resolve) => {
      const printed = { out: "", err: "" }
      let timer
      const end = (code, failure) => {
        clearTimeout(timer)
        resolve({ code, failure, ...printed })
      }
      try {
        const child = processes.spawn("sinfonia-hook", ["opencode"], { cwd: directory, stdio: "pipe" })
        timer = setTimeout(() => {
          child.kill("SIGKILL")
          end(-1, `sinfonia did not answer within ${SECONDS} seconds`)
        }, SECONDS * 1000)
        child.on("error", (error) => end(-1, error.code === "ENOENT" ? MISSING : `sinfonia-hook: ${error.message}`))
        child.on("close", (code) => end(code, code === null ? "sinfonia-hook was killed" : ""))
        child.stdin.on("error", () => {})
        child.stdout.setEncoding("utf8").on("data", (text) => (printed.out += text))
        child.stderr.setEncoding("utf8").on("data", (text) => (printed.err += text))
        child.stdin.end(JSON.stringify({ hook, directory, worktree, input, output }))
      } catch (error) {
        end(-1, `sinfonia-hook: ${error}`)
      }
    })

  const parsed = (text) => {
    try {
      return JSON.parse(text) || {}
    } catch {
      return {}
    }
  }

  // Where nothing is refused, what goes wrong is nobody's hindrance.
  const told = async (hook, input, output) => {
    const answer = await ask(hook, input, output)
    return answer.code === 0 ? parsed(answer.out) : {}
  }

  return {
    "tool.execute.before": async (input, output) => {
      const answer = await ask("tool.execute.before", input, output)
      if (answer.code === 0 && !answer.failure) return
      const reason = parsed(answer.out).reason || answer.failure || answer.err.trim()
      throw new Error(reason || `sinfonia-hook ended with ${answer.code}`)
    },
    "shell.env": async (input, output) => {
      const { env } = await told("shell.env", input, output)
      for (const [name, value] of Object.entries(env || {})) output.env[name] = value
    },
    "experimental.session.compacting": async (input, output) => {
      const { context } = await told("experimental.session.compacting", input, output)
      for (const note of context || []) output.context.push(note)
    },
    event: async ({ event }) => {
      if (event.type !== "session.idle") return
      const { message } = await told("session.idle", event.properties, {})
      if (!message) return
      try {
        await client.tui.showToast({ body: { title: "sinfonia", message, variant: "warning" } })
      } catch {
        // there is no screen
      }
      try {
        await client.app.log({ body: { service: "sinfonia", level: "warn", message } })
      } catch {
        // and nobody who writes it down
      }
    },
  }
}
