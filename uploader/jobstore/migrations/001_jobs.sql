-- Times are Unix nanoseconds in UTC, 0 for none.
CREATE TABLE jobs (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	base_url       TEXT    NOT NULL,
	account_id     TEXT    NOT NULL,
	path           TEXT    NOT NULL,
	settings       TEXT    NOT NULL,
	state          TEXT    NOT NULL,
	former         TEXT    NOT NULL,
	cause_code     TEXT    NOT NULL,
	cause_status   INTEGER NOT NULL,
	cause_detail   TEXT    NOT NULL,
	retry_at       INTEGER NOT NULL,
	attempts       INTEGER NOT NULL,
	drops          INTEGER NOT NULL,
	urgent         INTEGER NOT NULL,
	position       INTEGER NOT NULL,
	size           INTEGER NOT NULL,
	mod_time       INTEGER NOT NULL,
	print          TEXT    NOT NULL,
	probed         INTEGER NOT NULL,
	duration       INTEGER NOT NULL,
	width          INTEGER NOT NULL,
	height         INTEGER NOT NULL,
	mark           TEXT    NOT NULL,
	orphans        INTEGER NOT NULL,
	upload_url     TEXT    NOT NULL,
	uid            TEXT    NOT NULL,
	offset_bytes   INTEGER NOT NULL,
	percent        REAL    NOT NULL,
	preview        TEXT    NOT NULL,
	added_at       INTEGER NOT NULL,
	started_at     INTEGER NOT NULL,
	sent_at        INTEGER NOT NULL,
	ready_at       INTEGER NOT NULL,
	-- Counts the row's changes.
	revision       INTEGER NOT NULL DEFAULT 0
);

-- The queue's order, and what may run.
CREATE INDEX jobs_order ON jobs (account_id, base_url, state, urgent DESC, position);
CREATE INDEX jobs_path ON jobs (account_id, base_url, path);
CREATE INDEX jobs_position ON jobs (position);
CREATE INDEX jobs_unprobed ON jobs (account_id, base_url, position) WHERE probed = 0;
CREATE INDEX jobs_orphans ON jobs (account_id, base_url) WHERE orphans = 1;

-- A file is on its way once only.
CREATE UNIQUE INDEX jobs_on_the_way ON jobs (account_id, base_url, path)
	WHERE state IN ('waiting', 'uploading', 'paused', 'attention', 'processing');
