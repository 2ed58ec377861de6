-- What one tenant has used. All operations have this key:
--   KEYS[1]  hash: 'h:<hour since 1970>' and 'd:<day since 1970>' are '<connected ms>:<messages>:<bytes>:<peak>',
--            's:<node>' is '<number>:<hour>' of what it has said last
local TOTALS = KEYS[1]

local function whole(number)
    return string.format('%.0f', number)
end
