// Package parquet writes tables as Parquet files, after the description of the format
// (github.com/apache/parquet-format) and for what we export alone: flat tables of texts,
// dates, numbers and truths, of which some may be missing. Nothing here reads one; the
// tests do that with a library that others made.
//
// A file holds its rows in groups. Of each group every column stands by itself, in pages
// that are compressed with Snappy, so that whoever asks for two columns reads two. A
// column of few different values has them once, in a dictionary ahead of its pages, and
// a number for each row. Which rows have no value is written as levels, 1 where there is
// one. At the end of the file stands what is in it: the columns and their types, where
// the pages of each group are, and the least and the greatest value of each, by which a
// reader passes over what it does not need.
//
//	w, err := parquet.NewWriter(file, "people", 20_000)
//	name := parquet.Add[string](w, "name", 0)
//	born := parquet.Add[parquet.Date](w, "birth_date", parquet.Optional)
//	name.Put("Somebody")
//	born.Null()
//	err = w.EndRow()
//	err = w.Close()
//
// Of a group that is being written the compressed pages are held, and of each group
// before it some hundred bytes a column. The same rows give the same bytes.
package parquet
