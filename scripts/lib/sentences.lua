-- Small helpers around restate: rows of sentences, variants by what is known. What depends on a side
-- or a count is the wording's own business: restate(key, { side = patient.side }).

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

return sentences
