package cli

import (
	"path/filepath"

	"alongside/dialog"
)

// folder returns where the record is kept: the folder that was named, or the
// platform's place for a program's data. The made-up record has one of its own.
func (f *flags) folder(env Env) (string, error) {
	if f.data != "" {
		dir, err := filepath.Abs(f.data)
		if err != nil {
			return "", &dialog.Error{Code: dialog.Unavailable, Message: "That folder cannot be found. Please name it in full after --data.", Err: err}
		}
		return dir, nil
	}
	name := "alongside"
	if f.demo {
		name = "alongside-demo"
	}
	base := dataHome(env)
	if base == "" {
		return "", &dialog.Error{Code: dialog.Unavailable, Message: "There is no home folder to keep the record in. Please name a folder with --data."}
	}
	return filepath.Join(base, name), nil
}

// dataHome follows the XDG base directories on Unix, and the customs of macOS
// and Windows there.
func dataHome(env Env) string {
	home := env.Getenv("HOME")
	switch env.GOOS {
	case "windows":
		return env.Getenv("LocalAppData")
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support")
		}
		return ""
	}
	if xdg := env.Getenv("XDG_DATA_HOME"); filepath.IsAbs(xdg) {
		return xdg
	}
	if home != "" {
		return filepath.Join(home, ".local", "share")
	}
	return ""
}
