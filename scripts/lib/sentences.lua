-- Small helpers around restate: rows of sentences, variants by side and by what is known.

local sentences = {}

-- Inline nodes of several keys, with spaces between; false stands for a key that this patient has no
-- use for (a nil would end the list and lose what is behind it). slots serve all of them.
function sentences.join(keys, slots)
  local out = {}
  for _, key in ipairs(keys) do
    if key then
      if #out > 0 then
        out[#out + 1] = " "
      end
      out[#out + 1] = restate(key, slots and slots[key])
    end
  end
  return out
end

-- List items, one a key.
function sentences.items(keys, slots)
  local out = {}
  for _, key in ipairs(keys) do
    out[#out + 1] = { restate(key, slots and slots[key]) }
  end
  return out
end

-- ".diagnosed" only when the clinician says so: "your clinician thinks" otherwise.
function sentences.by_status(key, patient)
  return key .. (patient.condition_status == "diagnosed" and ".diagnosed" or ".suspected")
end

-- ".both" or ".one": whole sentences a side, never joined pieces.
function sentences.by_side(key, side)
  return key .. (side == "both" and ".both" or ".one")
end

-- The words for a side, for a {side} slot.
function sentences.side(side)
  return words("side." .. side)
end

return sentences
