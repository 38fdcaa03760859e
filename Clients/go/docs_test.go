package nija

import (
	"bufio"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// running is a program and its lines.
type running struct {
	t       *testing.T
	process *exec.Cmd
	lines   *bufio.Scanner
}

// run builds the program of a directory, and starts it with NIJA_SOCKET naming the daemon's socket.
func run(d *daemon, directory string, arguments ...string) *running {
	d.t.Helper()
	program := filepath.Join(d.place, "program")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Dir = directory
	if said, err := build.CombinedOutput(); err != nil {
		d.t.Fatalf("%v: %s", err, said)
	}
	process := exec.Command(program, arguments...)
	process.Env = append(os.Environ(), "NIJA_SOCKET="+d.socket)
	process.Stderr = os.Stderr
	lines, err := process.StdoutPipe()
	must(d.t, err)
	must(d.t, process.Start())
	d.t.Cleanup(func() { _ = process.Process.Kill() })
	return &running{d.t, process, bufio.NewScanner(lines)}
}

// waitFor reads lines until one begins with these words.
func (r *running) waitFor(words string) {
	r.t.Helper()
	for r.lines.Scan() {
		if strings.HasPrefix(r.lines.Text(), words) {
			return
		}
	}
	r.t.Fatalf("it ended without saying %q", words)
}

func (r *running) end() {
	r.t.Helper()
	for r.lines.Scan() {
		continue
	}
	must(r.t, r.process.Wait())
}

func TestTheExamplesOfTheReadmeRunInTheGivenSequence(t *testing.T) {
	d := startDaemon(t)
	readme, err := os.ReadFile("README.md")
	must(t, err)
	examples := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	equal(t, len(examples), 3)
	program := ""
	for _, each := range examples {
		program += each[1] + "\n"
	}
	here, err := os.Getwd()
	must(t, err)
	// A module of its own, set up as the README says.
	place := filepath.Join(d.place, "example")
	must(t, os.Mkdir(place, 0o700))
	must(t, os.WriteFile(filepath.Join(place, "main.go"), []byte(program), 0o600))
	must(t, os.WriteFile(filepath.Join(place, "go.mod"), []byte("module example\n\ngo 1.19\n"), 0o600))
	edit := exec.Command("go", "mod", "edit", "-require", "nija@v0.0.0", "-replace", "nija="+here)
	edit.Dir = place
	must(t, edit.Run())
	example := run(d, place)
	example.waitFor("2 trades, net 28.5, win rate 50 %")
	example.waitFor("trade_recorded 50")
	example.waitFor(`INVALID_ARGUMENT trade.profit is "a lot"`)
	example.end()
}

func TestTheBotTradesAndReportsItsBalance(t *testing.T) {
	d := startDaemon(t)
	bot := run(d, "examples/random-walk", "-trades", "20", "-pause", "1ms")
	bot.waitFor("done after 20 trades")
	bot.end()
	answer, err := d.connect().GetAccount(always, nil)
	must(t, err)
	equal(t, answer.Account.TotalTrades, 20)
	balance, err := answer.Account.Balance.Rat()
	must(t, err)
	realized, err := answer.Account.RealizedPnl.Rat()
	must(t, err)
	equal(t, balance.FloatString(2), realized.Add(realized, big.NewRat(1000, 1)).FloatString(2))
}

func TestTheBotPausesResumesSurvivesAKilledDaemonAndStops(t *testing.T) {
	d := startDaemon(t)
	n := d.connect()
	bot := run(d, "examples/random-walk", "-pause", "10ms")
	bot.waitFor("trade 3")
	_, err := n.PauseStrategy(always, &PauseStrategyRequest{Name: "RANDOM_WALK", Reason: "let me look"})
	must(t, err)
	bot.waitFor("PAUSED: let me look")
	resting := totalTrades(t, n)
	_, err = n.ResumeStrategy(always, &ResumeStrategyRequest{Name: "RANDOM_WALK"})
	must(t, err)
	bot.waitFor(fmt.Sprintf("trade %d", resting+2))
	d.kill()
	d.start()
	bot.waitFor(fmt.Sprintf("trade %d", resting+4))
	_, err = n.StopAll(always, &StopAllRequest{Reason: "enough"})
	must(t, err)
	bot.waitFor("STOPPED: enough")
	bot.end()
}

func TestTheReadmeIsWhatTheToolsAccept(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	must(t, err)
	for _, each := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1) {
		format := exec.Command("gofmt", "-d")
		format.Stdin = strings.NewReader(each[1])
		differences, err := format.Output()
		must(t, err)
		equal(t, string(differences), "")
	}
}
