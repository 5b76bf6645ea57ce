CREATE TABLE issued (
	id           INTEGER PRIMARY KEY,
	account      TEXT    NOT NULL,
	batch        TEXT    NOT NULL,
	key_id       TEXT    NOT NULL,
	by_api       INTEGER NOT NULL,
	uid          TEXT    NOT NULL,
	name         TEXT    NOT NULL,
	issued_at    INTEGER NOT NULL,
	expires_at   INTEGER NOT NULL,
	not_before   INTEGER,            -- NULL: at once
	downloadable INTEGER NOT NULL,
	rules        TEXT    NOT NULL,   -- JSON
	note         TEXT    NOT NULL,
	token        TEXT,               -- NULL: not kept
	digest       BLOB    NOT NULL,   -- SHA-256 of the token, to recognise it
	search       TEXT    NOT NULL    -- what Query.Text is looked for in, in small letters
);
CREATE INDEX issued_when   ON issued (account, issued_at);
CREATE INDEX issued_key    ON issued (account, key_id, expires_at);
CREATE INDEX issued_digest ON issued (account, digest);

CREATE TABLE keys (
	account TEXT    NOT NULL,
	id      TEXT    NOT NULL,
	label   TEXT    NOT NULL,
	created INTEGER,                 -- NULL: not known
	public  BLOB    NOT NULL,        -- PKIX, DER
	kept    INTEGER NOT NULL,
	PRIMARY KEY (account, id)
) WITHOUT ROWID;
