-- Uses a token. Returns 1 for the first use, 0 for a later one, and -1 if Redis has lost its data since
-- this replica uploaded its used tokens: then nobody knows.
--
-- KEYS[1]  the token
-- KEYS[2]  marker of this replica, which exists as long as Redis has kept its data
-- ARGV[1]  value to keep for the token
-- ARGV[2]  its time to live in milliseconds

if redis.call('exists', KEYS[2]) == 0 then
  return -1
end
if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then
  return 1
end
return 0
