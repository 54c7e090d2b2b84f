# Who wrote a letter: addresses, and what the mail server says of them.

finding-letter_doubted = The letter points at a registered submission, but its sender is not confirmed: { $sender }. The organiser decides to which it belongs.
finding-founded_doubted =
    The letter is connected with submission { $founder } ({ $link ->
        [number] by its number
        [thread] by the correspondence
        [application] by the application
       *[address] by the address
    }), but { $why ->
        [failed] its sender failed the mail server’s checks
        [founder_failed] the sender of that submission failed the mail server’s checks
       *[unseen] the address was not known of that submission
    }: { $sender }. So it was registered by itself; the organiser decides to which it belongs.
finding-sender_failed = By the mail server’s checks the letter may not come from the address that it names: { $sender } ({ $letter }; checked by { $host }).
finding-sender_new = The letter came from an address that was not known of this submission: { $sender } ({ $letter }).

card-senders = Known addresses
sender-letters = letters: { $count }
sender-passed = the mail server confirmed the sender
sender-failed = failed the mail server’s checks
sender-unproven = the sender is not confirmed
sender-unknown = not checked by the mail server
sender-named = named in the application
