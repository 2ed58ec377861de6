-- Who may come into a room: a JSON object of
--   version     of the room at which a moderator has last changed them, as text, because cjson writes 14 digits of a number
--   maxMembers  besides the limit that holds for all rooms; 0 for no other
--   lobby       whether those who come wait until a moderator admits them
--   locked      whether nobody comes in but moderators
--   bans        peer to the ms until which it may not come back, as text
-- '' stands for a room that all may enter. Two rules that are the same have the same text here.

local MAX_BANS = 200
local NO_RULES = '{"version":"0","maxMembers":0,"lobby":false,"locked":false,"bans":{}}'

local function read_rules(text)
    return cjson.decode(text == '' and NO_RULES or text)
end

-- By hand: cjson writes fields in any order, and a table without any as [].
local function write_rules(rules)
    local bans = {}
    for peer, till in pairs(rules.bans) do
        table.insert(bans, cjson.encode(peer) .. ':"' .. till .. '"')
    end
    table.sort(bans)
    local text = string.format(
        '{"version":"%s","maxMembers":%d,"lobby":%s,"locked":%s,"bans":{%s}}',
        rules.version, rules.maxMembers, tostring(rules.lobby), tostring(rules.locked), table.concat(bans, ','))
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
