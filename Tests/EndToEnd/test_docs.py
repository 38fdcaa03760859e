"""Every example of the documents: shell blocks run, and commands in the text are ones that there are."""
import os
import pathlib
import re
import shlex
import subprocess
import unittest

from daemon import BIN, Daemon
from wire import ROOT

DOCUMENTS = sorted([ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("Examples/*.md")])

# What a test cannot do to its machine is checked instead, or done to a daemon of its own.
STAND_INS = {
    "sudo": 'exec "$@"',
    # The target is there, and make knows what to do for it.
    "make": 'exec /usr/bin/make --dry-run --directory "$ROOT" "$@" >/dev/null',
    "systemd-sysusers": 'grep -q "^u nija " "$ROOT/packaging/nija.sysusers"',
    "usermod": '[ "$1 $2 $3" = "--append --groups nija" ] && [ -n "$4" ]',
    "chown": '[ "$1" = nija: ] && [ -e "$2" ]',
    "journalctl": '[ "$1 $2" = "--unit nijad" ] && cat "$PLACE/log" >/dev/null',
    "systemctl": """
        verb=$1
        shift
        [ "${1:-}" = --now ] && shift
        for unit; do [ -e "$ROOT/packaging/$unit" ] || exit 5; done
        # Who has not been waited for yet is there no longer, but for a name.
        is_running() { [ -e "/proc/$1" ] && ! grep -q "^State:.Z" "/proc/$1/status"; }
        stop() { kill "$(cat "$PLACE/pid")" && while is_running "$(cat "$PLACE/pid")"; do :; done; }
        start() {
            nijad --data "$PLACE/data" --socket "$NIJA_SOCKET" --durability process >/dev/null 2>>"$PLACE/log" &
            echo $! >"$PLACE/pid"
            until nijactl health -q >/dev/null 2>&1; do kill -0 $! || exit 1; done
        }
        case $verb in
            daemon-reload | enable) ;;
            stop) stop ;;
            start) start ;;
            restart) stop; start ;;
            *) exit 64 ;;
        esac""",
}


class Documents(unittest.TestCase):
    def prepare(self, daemon):
        """A place where the examples' paths lead, and an environment in which they find it."""
        stand_ins = daemon.place / "bin"
        stand_ins.mkdir()
        for name, script in STAND_INS.items():
            (stand_ins / name).write_text(f"#!/bin/bash\n{script}\n")
            (stand_ins / name).chmod(0o755)
        (daemon.place / "pid").write_text(str(daemon.process.pid))
        (daemon.place / "Examples").symlink_to(ROOT / "Examples")
        return {"PATH": f"{stand_ins}:{pathlib.Path(BIN).resolve()}:/usr/bin:/bin", "HOME": str(daemon.place),
                "USER": "trader", "NIJA_SOCKET": str(daemon.socket), "PLACE": str(daemon.place), "ROOT": str(ROOT)}

    def run_document(self, path):
        text = path.read_text()
        blocks = re.findall(r"^```(sh|console)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        with Daemon() as daemon:
            environment = self.prepare(daemon)
            for kind, block in blocks:
                if kind == "console":
                    block = "\n".join(line[2:] for line in block.splitlines() if line.startswith("$ "))
                for name, there in (("/var/lib/nija", daemon.data), ("/etc/nija", ROOT / "packaging")):
                    block = block.replace(name, str(there))
                said = subprocess.run(["bash", "-euo", "pipefail", "-c", block], env=environment, cwd=daemon.place,
                                      capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)
                self.assertEqual(said.returncode, 0, f"{path.name}:\n{block}\n{said.stdout}\n{said.stderr}")
            # An example may have put another daemon in the place of the first.
            pid = int((daemon.place / "pid").read_text())
            if pid != daemon.process.pid:
                os.kill(pid, 15)
        return len(blocks)

    def test_shell_blocks_run(self):
        counts = {path.name: self.run_document(path) for path in DOCUMENTS}
        self.assertGreaterEqual(counts["README.md"], 2)
        self.assertGreaterEqual(counts["OPERATIONS.md"], 5)

    def test_blocks_say_what_they_are(self):
        """A block without a language would be neither run nor passed over on purpose."""
        for path in DOCUMENTS:
            fences = re.findall(r"^```(.*)$", path.read_text(), re.MULTILINE)
            self.assertEqual(len(fences) % 2, 0, path.name)
            for language in fences[::2]:
                # What is Python is run by the tests of the Python client.
                self.assertIn(language, ("sh", "console", "json", "proto", "python", "text"), path.name)

    def test_commands_in_the_text_are_there(self):
        count = 0
        with Daemon() as daemon:
            for path in DOCUMENTS:
                for command in re.findall(r"`(nija(?:ctl|d) [^`]*)`", path.read_text()):
                    count += 1
                    program, *words = shlex.split(command)
                    options = [word for word in words if word.startswith("--")]
                    if program == "nijad":
                        said = subprocess.run([BIN / "nijad", "--help"], capture_output=True, text=True)
                    else:
                        said = daemon.ctl(*words, "--help", check=False)
                    self.assertEqual(said.returncode, 0, f"{path.name}: {command}\n{said.stderr}")
                    for option in options:
                        self.assertIn(option, said.stdout, f"{path.name}: {command}")
        self.assertGreater(count, 8)

    def test_tests_in_the_text_are_there(self):
        tests = "".join(path.read_text() for path in (ROOT / "Tests/EndToEnd").glob("test_*.py"))
        named = {name for path in DOCUMENTS for name in re.findall(r"`(test_\w+)`", path.read_text())}
        self.assertGreater(len(named), 20)
        self.assertEqual([name for name in sorted(named) if f"def {name}(" not in tests and
                          not (ROOT / f"Tests/EndToEnd/{name}.py").exists()], [])

    def test_json_is_a_configuration(self):
        """Blocks of JSON are what nijad takes."""
        with Daemon() as daemon:
            for path in DOCUMENTS:
                for block in re.findall(r"^```json\n(.*?)^```$", path.read_text(), re.MULTILINE | re.DOTALL):
                    (daemon.place / "file.json").write_text(block)
                    daemon.ctl("config", "check", str(daemon.place / "file.json"))


if __name__ == "__main__":
    unittest.main()
