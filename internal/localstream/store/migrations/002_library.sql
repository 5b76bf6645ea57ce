ALTER TABLE videos ADD COLUMN has_audio INTEGER NOT NULL DEFAULT 0;

-- The public halves: the private ones are shown once and forgotten.
CREATE TABLE signing_keys (
  id      TEXT PRIMARY KEY,
  created INTEGER NOT NULL,
  public  BLOB NOT NULL             -- PKCS#1, DER
) WITHOUT ROWID;

CREATE TABLE captions (
  video     TEXT NOT NULL REFERENCES videos (uid) ON DELETE CASCADE,
  language  TEXT NOT NULL,          -- BCP 47, canonical
  generated INTEGER NOT NULL,
  status    TEXT NOT NULL,
  vtt       BLOB NOT NULL,
  PRIMARY KEY (video, language)
);

CREATE TABLE watermarks (
  uid             TEXT PRIMARY KEY,
  created         INTEGER NOT NULL,
  name            TEXT NOT NULL,
  size            INTEGER NOT NULL, -- bytes
  width           INTEGER NOT NULL,
  height          INTEGER NOT NULL,
  opacity         REAL NOT NULL,
  padding         REAL NOT NULL,
  scale           REAL NOT NULL,
  position        TEXT NOT NULL,
  downloaded_from TEXT
) WITHOUT ROWID;

CREATE INDEX videos_watermark ON videos (json_extract(watermark, '$.uid')) WHERE watermark IS NOT NULL;
