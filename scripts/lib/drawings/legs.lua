-- Two legs from behind, of a person about 1.7 m tall: millimetres, x outward from the body's middle,
-- y up from the floor. Every outline is that of one leg; the other is its mirror image. Drawn for this
-- project; schematic, not for measuring.

local legs = {}

legs.outer = [[ 180,705,c 164,620 149,530 146,482 153,408 152,352 139,245 126,165 122,118 126,92 127,64 133,34
  128,8 112,0,180 ]]
legs.inner = [[ 14,705,c 30,605 44,520 47,474 39,404 41,350 55,245 64,165 65,118 60,95 61,66 55,34 60,8 78,0,0 ]]
legs.heel = "78,0,l 112,0"
legs.toes = "133,27,c 147,24 157,10 152,0 132,0,c"
legs.tendon = { "86,165 88,120 83,64", "103,165 101,120 106,64" }
legs.knee = "68,490 95,482 124,490"
legs.back = "139,978,c 130,1008 125,1040,c"
legs.shorts = [[ 139,978,c 160,925 180,862 188,820 189,740 187,690,c 140,679 90,676 10,684,c 5,730 0,768,l 0,965,c
  70,968 ]]
legs.HIP, legs.TOP = 785, 1040 -- below the hip a shorter leg is shorter; the waist is cut here
legs.HIP_LINE, legs.HIP_X = 905, 168

-- A leg that is shorter by `short` and stands on a lift of that height: the hip stays where it is.
function legs.shortened(short)
  return function(x, y)
    return x, y >= legs.HIP and y or short + y * (legs.HIP - short) / legs.HIP
  end
end

function legs.lift(height)
  return ("50,-2,l 138,-2,l 134,%f,l 54,%f,l"):format(height - 1, height - 1)
end

return legs
