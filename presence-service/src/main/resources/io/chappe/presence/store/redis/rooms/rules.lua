-- Who may come into a room: a JSON object of
--   version     of the room at which a moderator has last changed them, as text, because cjson writes 14 digits of a number
--   maxMembers  besides the limit that holds for all rooms; 0 for no other
--   lobby       whether those who come wait until a moderator admits them
--   locked      whether nobody comes in but moderators
--   bans        peer to the ms until which it may not come back, as text
--   metadata    what moderators tell the members about the room, JSON as text; only where there is any
--   keep        for how many ms lock and metadata stay when the last has left, as text; only where they do
--   takes       of a queue alone: the last takes out of it, the earliest first, each an object of
--               to (the room), session, peer, at (ms as text)
-- '' stands for a room that all may enter. Two rules that are the same have the same text here.

local MAX_BANS = 200
local MAX_TAKES = 8
local MAX_KEEP_MS = 2592000000
local NO_RULES = '{"version":"0","maxMembers":0,"lobby":false,"locked":false,"bans":{}}'

local function read_rules(text)
    return cjson.decode(text == '' and NO_RULES or text)
end

-- Of a queue, even if there are none; '' for another room.
local function write_takes(rules)
    if not rules.takes then
        return ''
    end
    local takes = {}
    for _, take in ipairs(rules.takes) do
        table.insert(takes, string.format(
            '{"to":%s,"session":%s,"peer":%s,"at":"%s"}',
            cjson.encode(take.to), cjson.encode(take.session), cjson.encode(take.peer), take.at))
    end
    return ',"takes":[' .. table.concat(takes, ',') .. ']'
end

local function write_metadata(rules)
    local metadata = rules.metadata and ',"metadata":' .. cjson.encode(rules.metadata) or ''
    return metadata .. (rules.keep and ',"keep":"' .. rules.keep .. '"' or '')
end

-- For how many ms something of them stays when the last has left: 0 where moderators have set nothing.
local function kept_ms(rules)
    return (rules.locked or rules.metadata) and math.min(MAX_KEEP_MS, tonumber(rules.keep or '0')) or 0
end

-- Rules for a room that begins anew: bans go on, and where it was kept what moderators have set.
local function begin_after(before, rules, is_kept)
    if next(before.bans) then
        rules.bans = before.bans
    end
    if is_kept then
        rules.version, rules.locked, rules.metadata = before.version, before.locked, before.metadata
    end
    return rules
end

-- Whether members see no difference.
local function looks_alike(rules, others)
    return rules.locked == others.locked and rules.metadata == others.metadata
end

-- By hand: cjson writes fields in any order, and a table without any as [].
local function write_rules(rules)
    local bans = {}
    for peer, till in pairs(rules.bans) do
        table.insert(bans, cjson.encode(peer) .. ':"' .. till .. '"')
    end
    table.sort(bans)
    local text = string.format(
        '{"version":"%s","maxMembers":%d,"lobby":%s,"locked":%s,"bans":{%s}%s%s}',
        rules.version, rules.maxMembers, tostring(rules.lobby), tostring(rules.locked), table.concat(bans, ','),
        write_metadata(rules), write_takes(rules))
    return text == NO_RULES and '' or text
end

local function is_banned(rules, peer, now)
    return tonumber(rules.bans[peer] or '0') > now
end

-- One ban more; if there are too many, the one that would end first ends now.
local function ban(rules, peer, till, now)
    rules.bans[peer] = nil
    local count, first = 0, nil
    for other, ends in pairs(rules.bans) do
        if tonumber(ends) <= now then
            rules.bans[other] = nil
        else
            count = count + 1
            local last = first and tonumber(rules.bans[first])
            if not last or tonumber(ends) < last or tonumber(ends) == last and other < first then
                first = other
            end
        end
    end
    if count >= MAX_BANS then
        rules.bans[first] = nil
    end
    rules.bans[peer] = string.format('%.0f', till)
end

local function last_ban_end(rules)
    local last = 0
    for _, till in pairs(rules.bans) do
        last = math.max(last, tonumber(till))
    end
    return last
end

-- The take that led to a room, if it was one of the last.
local function take_to(rules, to)
    for _, take in ipairs(rules.takes) do
        if take.to == to then
            return take
        end
    end
    return nil
end

local function remove_take(rules, to)
    for i = #rules.takes, 1, -1 do
        if rules.takes[i].to == to then
            table.remove(rules.takes, i)
        end
    end
end

-- One take more; one that led to the same room was the same.
local function add_take(rules, take)
    remove_take(rules, take.to)
    table.insert(rules.takes, take)
    if #rules.takes > MAX_TAKES then
        table.remove(rules.takes, 1)
    end
end
