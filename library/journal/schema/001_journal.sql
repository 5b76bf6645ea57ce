CREATE TABLE job (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind      TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    title     TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    created   INTEGER NOT NULL,
    ended     INTEGER NOT NULL DEFAULT 0,
    undoes    INTEGER NOT NULL DEFAULT 0,
    undone_by INTEGER NOT NULL DEFAULT 0,
    overwrite INTEGER NOT NULL DEFAULT 0,
    error     TEXT    NOT NULL DEFAULT ''
);

CREATE TABLE item (
    job       INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    n         INTEGER NOT NULL,
    uid       TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    at        INTEGER NOT NULL DEFAULT 0,
    changes   TEXT    NOT NULL,
    conflicts TEXT    NOT NULL DEFAULT '[]',
    error     TEXT    NOT NULL DEFAULT '',
    video     TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (job, n)
);
CREATE INDEX item_state ON item (job, state, n);
CREATE INDEX item_done ON item (at) WHERE state = 'done';

CREATE TABLE draft (
    uid     TEXT PRIMARY KEY,
    changes TEXT NOT NULL
);

CREATE TABLE view (
    position   INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,
    query      TEXT    NOT NULL,
    order_by   TEXT    NOT NULL,
    descending INTEGER NOT NULL
);
