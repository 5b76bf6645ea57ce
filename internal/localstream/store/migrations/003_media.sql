CREATE TABLE downloads (
  video   TEXT NOT NULL REFERENCES videos (uid) ON DELETE CASCADE,
  kind    TEXT NOT NULL,           -- default or audio
  status  TEXT NOT NULL,
  percent REAL NOT NULL,
  PRIMARY KEY (video, kind)
);

CREATE TABLE audio_tracks (
  uid     TEXT PRIMARY KEY,
  video   TEXT NOT NULL REFERENCES videos (uid) ON DELETE CASCADE,
  created INTEGER NOT NULL,
  label   TEXT NOT NULL,
  plays   INTEGER NOT NULL,        -- by default
  status  TEXT NOT NULL,
  UNIQUE (video, label)
);
