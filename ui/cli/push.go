package cli

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"alongside/dialog"
	"alongside/dialog/text"
	"alongside/store"
	"alongside/store/central"
)

// pushOrder is what is to be done about the centre.
type pushOrder struct {
	status, again, newKey, key bool
	set                        []string
	purge                      purgeOrder
}

func newPush(env Env, f *flags) *cobra.Command {
	var o pushOrder
	c := &cobra.Command{
		Use:   "push",
		Short: "Send what is finished to the central system of the service",
		Long: `Send every finished DIALOG that the centre does not have yet, and say what came
of it. Each is sent once; what the centre refuses is kept back with its own words and
keeps nothing else from being sent. While the record is open on a screen the same
happens by itself.

An administrator says once where the centre is:

  url           its FHIR R4 address, beginning with https://
  client        what it knows this laptop as; then also run push --new-key
  token         where tokens are had, where the centre does not say so itself
  scope         what to ask for, ` + dialog.DefaultScope + ` if nothing is set
  ca            a file with the certificates of the trust's own authority
  organisation  the ODS code of the provider
  base          where the service names its own codes
  gzip          yes, where the centre takes compressed requests
  purge-days    how long after the last receipt somebody may be purged; 90 if nothing is set

With --purge it lists people of whom the centre has everything and whose last receipt
is old enough, and once you have typed that you mean it takes them off this laptop.

All of it: docs/delivery.md.`,
		Example: `  alongside push
  alongside push --status
  alongside push --set url=https://fhir.trust.example/r4 --set client=hub-7 --set ca=trust.pem
  alongside push --new-key > hub-7.jwks
  alongside push --purge --reason "Discharged, and kept long enough"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), env, f) },
	}
	flags := c.Flags()
	flags.BoolVar(&o.status, "status", false, "only say what is not sent, and why")
	flags.BoolVar(&o.again, "again", false, "try what was kept back once more")
	flags.BoolVar(&o.newKey, "new-key", false, "make this laptop a new key, and write the public part for the centre")
	flags.BoolVar(&o.key, "key", false, "write the public part of the key there is")
	flags.StringArrayVar(&o.set, "set", nil, "NAME=VALUE, one of the settings above; nothing after = takes it away")
	flags.BoolVar(&o.purge.on, "purge", false, "take people off this laptop whom the centre has, for good; asks first")
	flags.StringArrayVar(&o.purge.people, "person", nil, "with --purge, somebody's "+whoWords+"; once for each person")
	flags.StringVar(&o.purge.reason, "reason", "", "with --purge, why")
	return c
}

func (o *pushOrder) run(ctx context.Context, env Env, f *flags) (err error) {
	if f.demo {
		return &dialog.Error{Code: dialog.Denied, Message: "Everybody in the demo is made up. They are never sent anywhere."}
	}
	if err := o.purge.check(env); err != nil {
		return err
	}
	settings, err := centreSettings(o.set)
	if err != nil {
		return err
	}
	may := dialog.PermDeliver
	switch {
	case len(settings) > 0 || o.newKey:
		may = dialog.PermSettings
	case o.purge.on:
		may = dialog.PermPurge
	}
	door, err := f.entered(ctx, env, may)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Lock()) }()
	switch {
	case len(settings) > 0:
		for i := range settings {
			settings[i].DoneAt = dialog.At(env.Now())
		}
		_, err = door.Session().Append(ctx, settings...)
		return errors.Join(err, tellCentre(ctx, env.Out, door.Store()))
	case o.newKey || o.key:
		return o.tellKey(ctx, env.Out, door.Store())
	case o.purge.on:
		return o.purge.purge(ctx, env, door.Session())
	case o.status:
		return tellUnsent(ctx, env.Out, door)
	}
	return o.push(ctx, env, door)
}

// centreSettings reads NAME=VALUE pairs.
func centreSettings(pairs []string) ([]dialog.Change, error) {
	var changes []dialog.Change
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		full := "central." + name
		if !ok || !slices.Contains(dialog.CentreSettings(), full) {
			return nil, &usageError{fmt.Errorf("push --set takes NAME=VALUE; alongside help push lists the names")}
		}
		if full == dialog.SettingGzip && value == "" {
			value = "no"
		}
		if full == dialog.SettingCA && value != "" {
			var err error
			if value, err = certificates(value); err != nil {
				return nil, err
			}
		}
		body := &dialog.SettingChanged{Name: full, Value: value}
		if _, err := dialog.DefaultRules().With(full, value); err != nil {
			return nil, err
		}
		changes = append(changes, dialog.Change{Body: body})
	}
	return changes, nil
}

// certificates reads a file of certificates, as a setting keeps them.
func certificates(path string) (string, error) {
	bad := &dialog.Error{Code: dialog.Invalid, Message: "That file holds no certificates in PEM that can be read."}
	file, err := os.Open(path)
	if err != nil {
		return "", bad
	}
	defer func() { _ = file.Close() }()
	b, err := io.ReadAll(io.LimitReader(file, 1<<20))
	if err != nil || !x509.NewCertPool().AppendCertsFromPEM(b) {
		return "", bad
	}
	i := strings.Index(string(b), "-----BEGIN CERTIFICATE-----")
	return strings.ReplaceAll(string(b[max(i, 0):]), "\r\n", "\n"), nil
}

func tellCentre(ctx context.Context, out io.Writer, s *store.Store) error {
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	c := rules.Centre
	said := "No centre is set. Nothing is sent."
	if c.Configured() {
		said = "Finished DIALOGs go to " + text.Show(c.URL) + "."
		if c.Client != "" {
			if _, err := central.Key(ctx, s); err != nil {
				said += "\nThis laptop has no key yet. To make one: alongside push --new-key"
			}
		}
	}
	_, err = fmt.Fprintln(out, said)
	return err
}

// tellKey writes the public part of the key, made anew where that is asked for.
func (o *pushOrder) tellKey(ctx context.Context, out io.Writer, s *store.Store) error {
	if err := s.MayDeliver(ctx); err != nil {
		return err
	}
	get := central.Key
	if o.newKey {
		get = central.NewKey
	}
	key, err := get(ctx, s)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, key.Set())
	return err
}

// push sends, and says what came of it.
func (o *pushOrder) push(ctx context.Context, env Env, door *store.Door) error {
	s := door.Store()
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	if o.again {
		if _, err := retryAll(ctx, s, door.Session().Worker().ID, env.Now()); err != nil {
			return err
		}
	}
	k, err := central.New(ctx, s, rules.Centre, central.Options{Worker: door.Session().Worker().ID, Software: "Alongside " + Version, Now: env.Now})
	if err != nil {
		return err
	}
	defer k.Close()
	res, err := k.Deliver(ctx, func(problem string, next time.Time) {
		_, _ = fmt.Fprintf(env.Err, "%s Next try in %s.\n", problem, max(next.Sub(env.Now()), 0).Round(time.Second))
	})
	if _, e := fmt.Fprintf(env.Out, "%s sent.\n", count(res.Sent, "DIALOG", "DIALOGs")); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if err := tellUnsent(ctx, env.Out, door); err != nil {
		return err
	}
	if res.Problem != "" {
		return &dialog.Error{Code: dialog.Unavailable, Message: res.Problem}
	}
	return nil
}

// mostParked is how many of what is kept back are told one by one.
const mostParked = 200

// retryAll asks for everything that was kept back to be tried again.
func retryAll(ctx context.Context, s *store.Store, worker dialog.ID, now time.Time) (int, error) {
	n := 0
	for {
		parked, err := s.Parked(ctx, mostParked)
		if err != nil || len(parked) == 0 {
			return n, err
		}
		for _, d := range parked {
			if err := retry(ctx, s, d.Person, d.Assessment, worker, now); err != nil {
				return n, err
			}
			n++
		}
	}
}

func retry(ctx context.Context, s *store.Store, person, assessment, worker dialog.ID, now time.Time) error {
	_, err := s.Append(ctx, dialog.Change{Person: person, Worker: worker, DoneAt: dialog.At(now), Body: &dialog.DeliveryRetried{Assessment: assessment}})
	if err != nil {
		return err
	}
	return s.Postpone(ctx, person, assessment, 0, time.Time{})
}

// tellUnsent says what is not sent, and why. Whoever's record the worker may not open
// is not named.
func tellUnsent(ctx context.Context, out io.Writer, door *store.Door) error {
	c := &centre{door: door, now: time.Now}
	state, err := c.Sending(ctx)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, state.Words()); err != nil || state.Parked == 0 {
		return err
	}
	parked, err := c.Parked(ctx)
	if err != nil {
		return err
	}
	for _, p := range parked {
		if _, err := fmt.Fprintf(out, "  %s, %s: %s\n", text.Show(p.Name), p.Done.Date(), text.Show(p.Why)); err != nil {
			return err
		}
	}
	return nil
}
