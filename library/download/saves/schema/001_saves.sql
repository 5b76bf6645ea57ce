-- Times are Unix nanoseconds in UTC, 0 for none.
CREATE TABLE saves (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	uid        TEXT    NOT NULL,
	kind       TEXT    NOT NULL,
	title      TEXT    NOT NULL,
	folder     TEXT    NOT NULL,
	name       TEXT    NOT NULL,
	existing   TEXT    NOT NULL,
	original   INTEGER NOT NULL,
	state      TEXT    NOT NULL,
	size       INTEGER NOT NULL,
	length     INTEGER NOT NULL,
	trouble    TEXT    NOT NULL,
	retry_at   INTEGER NOT NULL,
	saved_name TEXT    NOT NULL,
	resumed    INTEGER NOT NULL,
	verified   INTEGER NOT NULL,
	skipped    INTEGER NOT NULL,
	added_at   INTEGER NOT NULL
);
