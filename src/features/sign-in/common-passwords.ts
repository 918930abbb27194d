/**
 * Common passwords and the words they are made of, lower case, without accents. Shorter words than a password may be stand for what
 * people make of them: `password` for `Password123!`.
 */
const words = `
password passwort passwords passord contrasena contrasenia motdepasse parola parolachiave parolasegreta passaporto passcode passphrase
pass passwd passme passpass mypassword thepassword mypass newpassword oldpassword userpassword adminpassword rootpassword nopassword
changeme changeit changethis changemenow letmein letmeinnow letmepass opensesame opensesamo apritisesamo secret topsecret secrets
segreto segreta segretissimo mysecret trustno default defaultpassword temp temporary temporanea provvisoria guest guestguest visitor
test tester testing testtest testpassword prova provaprova provapassword demo demodemo example esempio sample hello hellohello
helloworld ciao ciaociao ciaoatutti buongiorno buonasera benvenuto benvenuta benvenuti welcome welcomeback welcometo login loginlogin
logmein signin accesso accedi entra utente user username users nomeutente admin admins administrator administrador amministratore
administrateur adminadmin root rootroot toor superuser superadmin sysadmin system sistema manager master masterkey mastermaster
operator operatore support supporto assistenza helpdesk service servizio server serverserver database oracle mysql postgres windows
microsoft google facebook instagram twitter youtube linkedin whatsapp telegram amazon apple samsung android iphone internet intranet
computer computers computador laptop notebook keyboard monitor mouse printer stampante network wireless router linksys netgear cisco
azienda ufficio office company societa lavoro business contabilita cliente clienti customer fornitore magazzino vendite marketing
qwerty qwertyu qwertyui qwertyuio qwertyuiop qwertz qwertzuiop azerty azertyuiop asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdasd
asdasdasd qweasd qweasdzxc qweqwe qweqweqwe zxcvb zxcvbn zxcvbnm zxczxc zaqwsx zaqxsw zxcasdqwe poiuy poiuyt poiuytrewq lkjhgf
lkjhgfdsa mnbvcx mnbvcxz qazwsx qazwsxedc qazwsxedcrfv wsxedc edcrfv rfvtgb tgbyhn qscwdv wasd wasdwasd qaz qazqaz wsx
1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qazxsw23edc zaq12wsx zaq1xsw2 !qaz2wsx 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3 q1w2e3r4
q1w2e3r4t5 q1w2e3r4t5y6 1a2b3c 1a2b3c4d 1a2b3c4d5e a1b2c3 a1b2c3d4 a1b2c3d4e5 123qwe 123qweasd 123qweasdzxc qwe123 qwerty123456
1234qwer qwer1234 12345qwert qwert12345 123abc abc123 abcd1234 1234abcd abcde12345 12345abcde abc1234567 a123456789 123456789a
aa123456789 123456789q q123456789 123456789qwe 1234567890q 1234567890qwertyuiop qwertyuiop1234567890 asd123456789 zxc123456789
0123456789 1234567890 0987654321 9876543210 1234567891 12345678910 123456789123 1234567890123 123412341234 12345612345 123456123456
1234554321 123454321 1234565432 123321123321 1231231231 123123123123 1122334455 11223344556677 112233445566 1029384756 0192837465
1357924680 2468013579 1472583690 7418529630 14725836900 159753159753 1597534862 7894561230 0147258369 0123698745 789456123 147258369
987654321 741852963 963852741 159357456 147852369 123698745 1236987450 9638527410 3692581470 1928374650 2580258025 1313131313
abcd abcde abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdefghijk abcabc alphabet alfabeto alpha alphaalpha omega beta gamma delta
aaaa bbbb zzzz xxxx xxxxxx qqqq lalala lololo blabla blablabla bla tralala nothing niente nulla nessuno whatever boh something
iloveyou iloveu iloveyousomuch iloveyouforever iloveme iloveher ilovehim iloveyoubaby ilovemyself ilovemymom ilovemyfamily ilovejesus
ilovegod iloveit lovelove love loveme loveyou loveyoumore lover lovers lovely loverboy lovergirl truelove mylove mylover foreverlove
tiamo tiamotanto tiamoamore amore amoremio amoreamore amoretiamo amoremiotiamo tivogliobene tvb amoremioti cuore cuoremio tesoro
tesoromio stella stellina stellastella stellamarina piccola piccolo principessa principe regina angelo angelino angioletto dolcezza
dolce cucciolo cucciola cucciolo gattino gatto gattina cane cagnolino micio miciomicio tigre tigrotto leone orso orsetto orsacchiotto
farfalla fragola fragolina ciliegia banana bananabanana pesca limone arancia mela ananas cioccolata cioccolato nutella gelato pizza
pizzapizza pasta spaghetti lasagna biscotto caramella zucchero cappuccino espresso caffe birra vino prosecco cocacola pepsi
teamo teamomucho tequiero tequieromucho amor amormio miamor corazon cariño carino princesa princess princesses prince angel angels
angelina angelica darling honey honeybee sweetie sweety sweetheart sweet sweets sugar babe baby babyboy babygirl babybaby babycakes
sunshine sunflower sun sunny sunset sunrise moon moonlight moonshine star stars starlight starstar starfish rainbow rainbows summer
summertime winter spring autumn estate inverno primavera autunno sole luna lunapiena mare montagna cielo nuvola vento fuoco fiore
fiorellino rosa rosarosa margherita viola violetta girasole orchidea tulipano giardino flower flowers rose roses daisy lily jasmine
football footballer soccer baseball basketball volleyball hockey tennis golf golfer swimming swimmer running runner skate skater
skateboard snowboard surfing surfer cycling bicycle bicicletta calcio calciatore pallone pallavolo pallacanestro formula ferrari
ferrarif lamborghini maserati porsche mercedes bmw audi volkswagen toyota honda yamaha suzuki kawasaki ducati harley harleydavidson
corvette mustang camaro chevrolet chevy ford dodge jeep vespa juventus juve forzajuve forzajuventus inter forzainter milan forzamilan
forzaroma forzanapoli asroma napoli lazio forzalazio fiorentina sampdoria torino atalanta bologna palermo cagliari genoa juventino
interista milanista romanista napoletano liverpool liverpoolfc arsenal chelsea chelseafc manchester manchesterunited manutd barcelona
realmadrid ronaldo cristianoronaldo messi maradona baggio totti delpiero buffon pirlo balotelli ibrahimovic zidane beckham neymar
valentinorossi valentino rossi schumacher senna jordan jordan23 lebron kobe bryant yankees cowboys dallas steelers packers eagles
lakers celtics redsox giants patriots dolphins tigers lions bulldog bulldogs panther panthers falcon falcons hawks ravens raiders
monkey monkeys dragon dragons dragonball tiger lion leopard panda pandas bear bears teddy teddybear wolf wolves fox foxes eagle
horse horses pony ponies unicorn unicorns butterfly butterflies bird birds penguin penguins elephant dolphin shark sharks snake
spider cat cats kitty kitten kittens kittycat hellokitty dog dogs doggy doggie puppy puppies puppylove rabbit bunny mouse hamster
turtle frog froggy chicken chickens duck ducky cow pig piggy sheep monkeymonkey tweety snoopy garfield scooby scoobydoo mickey
mickeymouse minnie minniemouse donald donaldduck pluto goofy bambi simba nemo pikachu pokemon pokemons charizard naruto sasuke goku
vegeta sailormoon doraemon spongebob winnie winniethepooh tinkerbell cinderella peterpan pinocchio disney disneyland paperino topolino
superman supergirl batman batgirl robin spiderman ironman captain captainamerica wolverine hulk thor avengers joker superhero
starwars skywalker lukeskywalker darthvader darth vader yoda jedi chewbacca startrek enterprise spock matrix trinity morpheus neo
harrypotter hermione hogwarts dumbledore voldemort gryffindor lordoftherings gandalf frodo aragorn legolas gollum tolkien sauron
jamesbond bond007 terminator rocky rambo gladiator godfather padrino scarface titanic avatar twilight hungergames gameofthrones
minecraft fortnite roblox callofduty worldofwarcraft warcraft starcraft diablo zelda mario supermario luigi sonic halo xbox
playstation nintendo gamecube gamer gamers game games player players pacman tetris counterstrike counter assassin ninja ninjas
samurai pirate pirates soldier warrior warriors knight wizard magic magico maga mago magicmagic mystery fantasy phoenix fenice
blackjack poker casino jackpot lucky luckyme fortuna fortunato lotto winner winners champion champions campione killer killers
hunter hunters shooter sniper ranger rangers marine marines navy army airforce police police911 fireman firefighter freedom liberty
liberta america american canada england london paris parigi france francia germany germania deutschland berlin italia italiana italiano
italy forzaitalia vivaitalia roma romaroma milano milanomilano torinotorino firenze venezia verona bergamo brescia padova trieste
genova perugia catania messina sicilia siciliano sardegna toscana calabria puglia salento bari taranto lecce pescara ancona rimini
europe europa espana spain madrid mexico brasil brazil argentina colombia russia moscow china beijing japan tokyo india africa
australia sydney newyork newyorkcity brooklyn chicago boston texas california losangeles hollywood sanfrancisco florida miami hawaii
jesus jesuschrist jesusis jesuslovesme jesussaves christ gesu gesucristo gesuamore diomio dio dioesiste madonna madonnina ave avemaria
padrepio santantonio santa santarita sanfrancesco god godisgood godislove godbless blessed blessing faith hope speranza fede peace
pace heaven paradise paradiso inferno hell devil diavolo satan lucifer demon angelodelcielo trinita miracle miracolo church prayer
michael michelle jennifer jessica ashley amanda daniel daniela david andrea andreea marco matteo luca lorenzo alessandro alessandra
alessio alessia francesco francesca giuseppe giuseppina giovanni giovanna antonio antonia antonella mario maria mariarosa marialuisa
annamaria anna luigi luisa roberto roberta paolo paola stefano stefania simone simona davide federico federica filippo riccardo
gabriele gabriella giorgio giorgia giulia giulio martina chiara silvia elisa valentina sara elena laura claudia claudio cristina
cristian christian massimo maurizio fabio fabrizio salvatore vincenzo domenico pasquale carmela carmine rosario raffaele michele
nicola tommaso leonardo edoardo emanuele emanuela manuela monica sabrina serena ilaria irene veronica patrizia barbara angela teresa
caterina eleonora beatrice ludovica camilla sofia sophia emma aurora ginevra noemi giada alice arianna nicole nicholas anthony
andrew matthew joshua joseph robert richard william thomas charles charlie christopher alexander alexandra alexis benjamin jonathan
jonathon brandon brandy justin jordan kevin steven stephen patrick samuel samantha elizabeth victoria vanessa melissa stephanie
natalie natasha danielle rebecca rachel hannah heather amber tiffany brittany courtney crystal sandra carolina caroline catherine
katherine kimberly margaret martha patricia pamela barbara carlos juan jose fernando alejandro alejandra eduardo ricardo miguel
gabriel rafael sebastian santiago mohamed mohammed muhammad ahmed ali hassan fatima ivan dmitri sergey vladimir natalia olga tatiana
chocolate chocolates cookie cookies candy candies cupcake cheese cheesecake butter peanut peanutbutter pepper peppers ginger
cinnamon vanilla strawberry strawberries blueberry raspberry cherry cherries orange oranges lemon lemonade apple apples pineapple
mango peach peaches grape coffee coffeecup tea beer whiskey vodka tequila jackdaniels heineken budweiser corona redbull mcdonalds
purple pink pinkpink blue bluebird blueblue red redred green greenday yellow black blackblack blackcat white silver golden gold
nero bianco rosso rossonero rossoblu bianconero nerazzurro giallo giallorosso verde azzurro forzaazzurri arancione argento oro
metallica slipknot nirvana acdc ironmaiden linkinpark greenday blink182 eminem rihanna beyonce shakira ladygaga madonna michaeljackson
jackson elvis beatles thebeatles johnlennon pinkfloyd ledzeppelin queen rollingstones bobmarley marley reggae rockandroll rocknroll
rock rockstar guitar guitarra chitarra piano music musica musicmusic dance dancer dancing ballerina ballare hiphop rapper metal
vascorossi vasco ligabue lucabue jovanotti pausini ramazzotti zucchero fabri marracash
family famiglia mamma mammamia mammina papa babbo mammaepapa nonna nonno mother mom mommy mommy1 mummy dad daddy daddysgirl father
brother sister fratello sorella figlia figlio bambina bambino bimba bimbo friend friends friendship bestfriend bestfriends amico amica
amici amicizia migliore forever foreverandever always sempre persempre together insieme happy happiness happyday happybirthday felice
felicita smile smiley sorriso beautiful bellissima bellissimo bella bello bellabella gorgeous pretty prettygirl cutie cute sexy sexygirl
sexyboy hottie hotgirl hotstuff playboy girl girls boy boys boyfriend girlfriend husband wife marriage fidanzata fidanzato sposi
fuckyou fuckoff fuckme fuck fucker motherfucker bitch bitches asshole bastard bastardo bullshit shit vaffanculo cazzo cazzone
stronzo stronza puttana troia merda coglione minchia porcodio porcamadonna porcamiseria suckit biteme kissme kissmyass eatme
monday tuesday wednesday thursday friday saturday sunday lunedi martedi mercoledi giovedi venerdi sabato domenica january february
march april may june july august september october november december gennaio febbraio marzo aprile maggio giugno luglio agosto
settembre ottobre novembre dicembre natale buonnatale christmas merrychristmas pasqua easter halloween carnevale compleanno birthday
access accessdenied password1password administrator1 security sicurezza secure private privato personal personale confidential account
accounts portal portale portalecliente portaleclienti customerportal clientportal crm vtenext vtiger vtecrm ticket tickets helpme
portaluser utenteportale infoinfo information informazioni contact contatto ordine fattura preventivo documento documenti
student studente studenti teacher professore professor scuola school college university universita diploma laurea doctor dottore
dottoressa nurse infermiera engineer ingegnere avvocato lawyer geometra architetto elettricista idraulico muratore mechanic meccanico
pilot airplane aereo train treno truck camion motorcycle motocicletta moto automobile macchina garage engine motore turbo diesel
diamond diamonds diamante crystal cristallo perla pearl ruby rubino smeraldo zaffiro emerald sapphire platinum platino titanium
thunder lightning storm tempest hurricane tornado earthquake vulcano volcano ocean oceano river fiume lake island isola beach spiaggia
desert forest foresta mountain mountains earth terra planet pianeta universe universo galaxy galassia cosmos space spazio
creative creativity dreamer dreams dream sogno sogni believe imagine inspiration destiny destino legend leggenda forza coraggio
energy energia power powerful potere strength speed velocita rapid turbo extreme estremo maximum massimo infinity infinito eternity
eternita immortal immortale invincible invincibile genius genio einstein newton galileo leonardodavinci michelangelo dantealighieri
correcthorsebatterystaple correcthorse batterystaple ncc1701 ncc1701d thx1138 bond00700700 rush2112rush aa12345678 asdf1234 zxcv1234
asdfghjkl123 qwertyuiop123 zxcvbnm123 qwerty12345 qwertyqwerty password123456 passw0rd p@ssw0rd p@ssword pa55word pa55w0rd passw0rds
`;

/** Every entry, for whole-text look-ups. */
export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean));
