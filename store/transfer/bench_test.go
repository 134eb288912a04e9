package transfer_test

import (
	"context"
	"encoding/binary"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"alongside/dialog"
	"alongside/dialog/instrument"
	"alongside/store"
)

var benchAssessments = flag.Int("assessments", 10_000, "how many assessments BenchmarkExport writes")

// each is how many assessments a person of the benchmark has.
const each = 100

// invented is a record of made-up people that takes no room.
type invented struct{ people int }

func inventedID(kind byte, n int) dialog.ID {
	var random [10]byte
	random[2] = kind
	binary.BigEndian.PutUint64(random[2:], uint64(kind)<<56|uint64(n)*0x9e3779b97f4a7c15>>8)
	return dialog.NewID(time.UnixMilli(1_700_000_000_000+int64(n)), random)
}

func (s invented) People(context.Context) ([]dialog.ID, error) {
	people := make([]dialog.ID, s.people)
	for i := range people {
		people[i] = inventedID(1, i)
	}
	return people, nil
}

func (invented) Head(context.Context) (store.Head, error) { return store.Head{Seq: 1}, nil }

func (s invented) Entries(_ context.Context, person dialog.ID) ([]dialog.Entry, error) {
	at := time.Date(2018, 1, 1, 9, 0, 0, 0, time.UTC)
	n := int(binary.BigEndian.Uint64(person[8:]) % 1_000_000)
	var entries []dialog.Entry
	say := func(body dialog.Body) {
		at = at.Add(time.Minute)
		seq := int64(len(entries) + 1)
		entries = append(entries, dialog.Entry{ID: inventedID(9, n*10_000+len(entries)), Device: inventedID(2, 1), DeviceSeq: seq, Rank: seq,
			RecordedAt: dialog.At(at), Change: dialog.Change{Person: person, Worker: inventedID(3, n%50), DoneAt: dialog.At(at), Body: body}})
	}
	say(&dialog.PersonRecorded{Person: dialog.Person{Given: "Robin", Family: "Example" + strconv.Itoa(n), LocalPatientID: "D" + strconv.Itoa(n)}})
	referral := inventedID(4, n)
	say(&dialog.ReferralRecorded{Referral: dialog.Referral{ID: referral, ServiceRequestID: "R" + strconv.Itoa(n), Team: "Hub", Setting: dialog.Community}})
	for k := range each {
		at = at.AddDate(0, 0, 30)
		id := inventedID(5, n*each+k)
		say(&dialog.AssessmentStarted{Assessment: id, Instrument: instrument.DIALOG, Layout: dialog.Interview, Completion: dialog.Together, Language: "en", Referral: referral, Identity: dialog.IdentityAsked})
		for _, d := range dialog.Domains() {
			say(&dialog.AnswerRecorded{Assessment: id, Domain: d, Answer: dialog.Answer{State: dialog.Rated, Rating: 1 + (n+k+int(d))%7, Help: dialog.HelpNot, Language: "en"}})
		}
		say(&dialog.AssessmentFinished{Assessment: id})
	}
	return entries, nil
}

// BenchmarkExport writes made-up assessments in each format; run it with
// -benchtime 1x, and one format at a time to read its peak of memory.
func BenchmarkExport(b *testing.B) {
	for _, f := range formats {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				started := time.Now()
				_, m := exported(b, invented{*benchAssessments / each}, options(f))
				var rows, size int64
				for _, file := range m.Files {
					rows += file.Rows
					size += file.Bytes
				}
				seconds := time.Since(started).Seconds()
				b.ReportMetric(float64(rows)/seconds, "rows/s")
				b.ReportMetric(float64(*benchAssessments)/seconds, "assessments/s")
				b.ReportMetric(float64(size)/1e6, "MB")
				b.ReportMetric(peakMiB(), "peak-MiB")
			}
		})
	}
}

// peakMiB is the most memory the process ever held, 0 where the system does not
// say.
func peakMiB() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			kib, _ := strconv.ParseFloat(fields[1], 64)
			return kib / 1024
		}
	}
	return 0
}
