// Command measure runs programs and says what each run took. It reads one request in JSON from each
// line of its standard input and answers with one line.
//
// It is a small process on purpose: what a JVM starts is charged with the JVM's memory and with the
// time that leaving it takes.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// request asks for one run for each input, so many at a time.
type request struct {
	Argv    []string `json:"argv"`
	Env     []string `json:"env"`
	Folder  string   `json:"folder"`
	Inputs  []string `json:"inputs"`
	Output  string   `json:"output"`
	Workers int      `json:"workers"`
}

// answer sums the runs up: seconds from the first start to the last end, processor seconds of all,
// the largest resident memory of one.
type answer struct {
	Wall    float64 `json:"wall"`
	CPU     float64 `json:"cpu"`
	PeakKiB int64   `json:"peakKiB"`
	Failure string  `json:"failure"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fmt.Fprintln(os.Stderr, "measure:", err)
			os.Exit(2)
		}
		line, _ := json.Marshal(measure(asked))
		fmt.Println(string(line))
	}
}

func measure(asked request) answer {
	inputs := make(chan string, len(asked.Inputs))
	for _, input := range asked.Inputs {
		inputs <- input
	}
	close(inputs)
	var lock sync.Mutex
	var sum answer
	var done sync.WaitGroup
	began := time.Now()
	for range asked.Workers {
		done.Add(1)
		go func() {
			defer done.Done()
			for input := range inputs {
				one := run(asked, input)
				lock.Lock()
				sum.CPU += one.CPU
				sum.PeakKiB = max(sum.PeakKiB, one.PeakKiB)
				if one.Failure != "" {
					sum.Failure = one.Failure
				}
				lock.Unlock()
			}
		}()
	}
	done.Wait()
	sum.Wall = time.Since(began).Seconds()
	return sum
}

func run(asked request, input string) answer {
	command := exec.Command(asked.Argv[0], asked.Argv[1:]...)
	command.Env = asked.Env
	command.Dir = asked.Folder
	var said bytes.Buffer
	command.Stderr = &said
	if input != "" {
		in, err := os.Open(input)
		if err != nil {
			return answer{Failure: err.Error()}
		}
		defer in.Close()
		command.Stdin = in
	}
	if asked.Output != "" {
		out, err := os.Create(asked.Output)
		if err != nil {
			return answer{Failure: err.Error()}
		}
		defer out.Close()
		command.Stdout = out
	}
	if err := command.Run(); err != nil {
		return answer{Failure: fmt.Sprintf("%s: %v: %s", asked.Argv[0], err, said.String())}
	}
	state := command.ProcessState
	return answer{
		CPU:     (state.UserTime() + state.SystemTime()).Seconds(),
		PeakKiB: state.SysUsage().(*syscall.Rusage).Maxrss,
	}
}
