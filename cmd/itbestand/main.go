// Command itbestand runs the offline survey of municipal IT landscapes.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"bestand.example/itbestand/cmd"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cmd.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
