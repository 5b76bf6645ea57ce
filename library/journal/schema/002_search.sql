-- What a search looks at, in lower case and without JSON's escapes. Of older
-- rows it is as near as SQL comes.
ALTER TABLE job ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN search TEXT NOT NULL DEFAULT '';
UPDATE job SET search = lower(title);
UPDATE item SET search = lower(name || char(10) || uid || char(10) || changes);
