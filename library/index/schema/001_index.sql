-- A video as one row. data is the compact form of row.go; created is apart to
-- page by it, seq tells other processes what changed. uid has no index: kept
-- up while videos come in by the thousand it cost more than all the rest. Rows
-- are found again by created, and by uid in memory.
CREATE TABLE video (
    id       INTEGER PRIMARY KEY,
    uid      TEXT    NOT NULL,
    created  INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    captions TEXT
);
CREATE INDEX video_created ON video (created);
CREATE INDEX video_seq ON video (seq);

-- Rows that left, for processes that still hold them in memory.
CREATE TABLE gone (
    id  INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL
);

-- One row: the numbers of the last change and the last row ever given out, how
-- many rows there are, and how far the sync is.
CREATE TABLE state (
    seq     INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    count   INTEGER NOT NULL,
    sync    TEXT    NOT NULL
);
INSERT INTO state VALUES (0, 0, 0, '{}');
