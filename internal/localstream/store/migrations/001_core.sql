CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE videos (
  uid                TEXT PRIMARY KEY,
  created            INTEGER NOT NULL,
  modified           INTEGER NOT NULL,
  name               TEXT NOT NULL,            -- meta.name, for the filters
  name_folded        TEXT NOT NULL,
  meta               TEXT NOT NULL,            -- JSON object
  creator            TEXT,
  state              TEXT NOT NULL,
  step               TEXT NOT NULL,
  pct_complete       REAL NOT NULL,            -- negative: not known
  error_code         TEXT NOT NULL,
  error_text         TEXT NOT NULL,
  allowed_origins    TEXT NOT NULL,            -- JSON array
  require_signed     INTEGER NOT NULL,
  thumbnail_pct      REAL NOT NULL,
  max_duration       INTEGER,                  -- seconds
  duration           REAL NOT NULL,            -- seconds, -1 unknown
  width              INTEGER NOT NULL,         -- -1 unknown
  height             INTEGER NOT NULL,
  size               INTEGER NOT NULL,         -- bytes
  uploaded           INTEGER,
  upload_expiry      INTEGER,
  ready_at           INTEGER,
  scheduled_deletion INTEGER,
  clipped_from       TEXT,
  public_details     TEXT,                     -- JSON object
  watermark          TEXT,                     -- JSON of the profile as it was then
  upload_way         TEXT NOT NULL,
  upload_length      INTEGER NOT NULL,         -- promised bytes, -1 unknown
  original           TEXT NOT NULL,            -- file name under originals/
  charged            REAL NOT NULL,            -- seconds that count against the storage limit
  scene              INTEGER                   -- seeded videos: which drawing they show
);

CREATE INDEX videos_created ON videos (created, uid);
CREATE INDEX videos_state ON videos (state, created, uid);
CREATE INDEX videos_creator ON videos (creator, created, uid);
CREATE INDEX videos_name ON videos (name);
CREATE INDEX videos_charged ON videos (creator, charged);
CREATE INDEX videos_deletion ON videos (scheduled_deletion) WHERE scheduled_deletion IS NOT NULL;

CREATE TABLE jobs (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT NOT NULL,
  video    TEXT NOT NULL,
  payload  TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_video ON jobs (video);
CREATE INDEX jobs_kind ON jobs (kind, id);
